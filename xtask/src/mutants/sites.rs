//! Where a source could be wrong, and how: found in its syntax, written as text before and behind a place.

mod replace;

use std::collections::BTreeMap;
use std::ops::Range;

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, BinOp, Expr, ExprMethodCall, Meta, Stmt};

/// What stands for the number of a mutant until it has one.
pub(crate) const NUMBER: char = '\u{0}';

/// Whether the mutant is switched on.
const IS: &str = "crate::mutant::is(\u{0})";

/// One place that could be otherwise: the source with `open` before it and `close` behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Site {
    pub(crate) place: Range<usize>,
    pub(crate) open: String,
    pub(crate) close: String,
    /// The function it stands in.
    pub(crate) function: String,
    /// What is changed.
    pub(crate) what: String,
}

/// Returns every mutant of a source.
///
/// # Errors
/// It cannot be read.
pub(crate) fn of(source: &str) -> Result<Vec<Site>, String> {
    let file = syn::parse_file(source).map_err(|error| error.to_string())?;
    let mut finder = Finder {
        source,
        names: Vec::new(),
        sites: Vec::new(),
    };
    finder.visit_file(&file);
    let mut times: BTreeMap<(String, String), u32> = BTreeMap::new();
    for site in &mut finder.sites {
        let same = (site.function.clone(), site.what.clone());
        let count = times.entry(same).or_default();
        *count = count.saturating_add(1);
        if *count > 1 {
            site.what = format!("{} #{count}", site.what);
        }
    }
    Ok(finder.sites)
}

struct Finder<'a> {
    source: &'a str,
    names: Vec<String>,
    sites: Vec<Site>,
}

/// Methods that take a question and whose answer is about what it says.
const ASKING: [&str; 13] = [
    "all",
    "any",
    "filter",
    "find",
    "is_none_or",
    "is_some_and",
    "partition",
    "partition_point",
    "position",
    "retain",
    "rposition",
    "skip_while",
    "take_while",
];

/// Methods whose answer is true or false.
const ANSWERING: [&str; 14] = [
    "contains",
    "contains_key",
    "ends_with",
    "eq_ignore_ascii_case",
    "is_disjoint",
    "is_empty",
    "is_err",
    "is_none",
    "is_none_or",
    "is_ok",
    "is_some",
    "is_some_and",
    "is_subset",
    "starts_with",
];

/// Methods that are easily taken for each other.
const PAIRS: [(&str, &str); 12] = [
    ("all", "any"),
    ("min", "max"),
    ("min_by_key", "max_by_key"),
    ("saturating_add", "saturating_sub"),
    ("checked_add", "checked_sub"),
    ("wrapping_add", "wrapping_sub"),
    ("first", "last"),
    ("plus", "minus"),
    ("and", "or"),
    ("intersection", "union"),
    ("is_lt", "is_gt"),
    ("is_le", "is_ge"),
];

impl Finder<'_> {
    fn text(&self, place: Range<usize>) -> &str {
        self.source.get(place).unwrap_or_default()
    }

    fn add(&mut self, place: Range<usize>, open: &str, close: &str, what: String) {
        self.sites.push(Site {
            place,
            open: open.to_owned(),
            close: close.to_owned(),
            function: self.names.join("::"),
            what,
        });
    }

    fn said(&self, place: Range<usize>, otherwise: &str) -> String {
        let short = |text: &str| {
            let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let cut: String = line.chars().take(120).collect();
            cut
        };
        format!("{} -> {}", short(self.text(place)), short(otherwise))
    }

    /// The expression, or another one in its place.
    fn or_else(&mut self, place: Range<usize>, otherwise: &str) {
        let what = self.said(place.clone(), otherwise);
        let open = format!("(if {IS} {{ {otherwise} }} else {{ ");
        self.add(place, &open, " })", what);
    }

    /// A truth, or true, or false.
    fn forced(&mut self, place: Range<usize>) {
        self.always(place.clone());
        self.never(place);
    }

    fn always(&mut self, place: Range<usize>) {
        let what = self.said(place.clone(), "true");
        self.add(place, &format!("({IS} || ("), "))", what);
    }

    fn never(&mut self, place: Range<usize>) {
        let what = self.said(place.clone(), "false");
        self.add(place, &format!("(!{IS} && ("), "))", what);
    }

    /// A truth, or its opposite.
    fn turned(&mut self, place: Range<usize>) {
        let otherwise = format!("!({})", self.text(place.clone()));
        let what = self.said(place.clone(), &otherwise);
        self.add(place, &format!("({IS} ^ ("), "))", what);
    }

    /// A condition: each of its parts, or as a whole where it has none.
    fn condition(&mut self, condition: &Expr) {
        match condition {
            Expr::Let(_) => {}
            Expr::Binary(both) if is_logic(&both.op) => {
                if !has_let(condition) {
                    self.forced(range(condition));
                }
            }
            _ => self.forced(range(condition)),
        }
    }

    fn binary(&mut self, both: &syn::ExprBinary) {
        let whole = range(both);
        let (left, right) = (range(&both.left), range(&both.right));
        let others: &[&str] = match both.op {
            BinOp::Eq(_) | BinOp::Ne(_) => return self.turned(whole),
            BinOp::Lt(_) => &["<=", ">"],
            BinOp::Le(_) => &["<", ">"],
            BinOp::Gt(_) => &[">=", "<"],
            BinOp::Ge(_) => &[">", "<"],
            BinOp::And(_) => {
                self.operands(both);
                &["||"]
            }
            BinOp::Or(_) => {
                self.operands(both);
                &["&&"]
            }
            BinOp::Add(_) => &["-"],
            BinOp::Sub(_) => &["+"],
            BinOp::Mul(_) => &["+"],
            BinOp::Div(_) | BinOp::Rem(_) => &["*"],
            BinOp::BitAnd(_) | BinOp::BitXor(_) => &["|"],
            BinOp::BitOr(_) => &["&"],
            BinOp::Shl(_) => &[">>"],
            BinOp::Shr(_) => &["<<"],
            _ => return,
        };
        if has_let(&both.left) || has_let(&both.right) {
            return;
        }
        for other in others {
            let otherwise = format!(
                "({}) {other} ({})",
                self.text(left.clone()),
                self.text(right.clone())
            );
            self.or_else(whole.clone(), &otherwise);
        }
    }

    /// Each part of a conjunction as if it were true, of a disjunction as if it were false.
    fn operands(&mut self, both: &syn::ExprBinary) {
        for part in [&both.left, &both.right] {
            match part.as_ref() {
                Expr::Let(_) => {}
                Expr::Binary(inner) if same(&inner.op, &both.op) => {}
                part if matches!(both.op, BinOp::And(_)) => self.always(range(part)),
                part => self.never(range(part)),
            }
        }
    }

    fn method(&mut self, call: &ExprMethodCall) {
        let name = call.method.to_string();
        let whole = range(call);
        if ASKING.contains(&name.as_str()) {
            for argument in &call.args {
                if let Expr::Closure(question) = argument {
                    self.forced(range(&question.body));
                }
            }
        }
        let mut swap = |from: &str, to: &str| {
            if name == from {
                let method = call.method.span().byte_range();
                let before = self.text(whole.start..method.start);
                let otherwise = format!("{before}{to}{}", self.text(method.end..whole.end));
                self.or_else(whole.clone(), &otherwise);
            }
        };
        for (one, other) in PAIRS {
            swap(one, other);
            swap(other, one);
        }
        if ANSWERING.contains(&name.as_str()) {
            self.turned(whole);
        }
    }

    fn statement(&mut self, statement: &Stmt) {
        let Stmt::Expr(expression, Some(_)) = statement else {
            return;
        };
        let is_call = match expression {
            Expr::MethodCall(call) => call.attrs.is_empty(),
            Expr::Call(call) => call.attrs.is_empty(),
            Expr::Assign(assign) => assign.attrs.is_empty(),
            Expr::Try(tried) => tried.attrs.is_empty(),
            Expr::Binary(both) => both.attrs.is_empty(),
            _ => false,
        };
        if is_call {
            let place = range(statement);
            let what = self.said(place.clone(), "nothing");
            self.add(place, &format!("if !{IS} {{ "), " }", what);
        }
    }

    fn arms(&mut self, choice: &syn::ExprMatch) {
        let wild = choice
            .arms
            .iter()
            .any(|arm| matches!(arm.pat, syn::Pat::Wild(_)) && arm.guard.is_none());
        for arm in &choice.arms {
            match &arm.guard {
                Some((_, guard)) => self.condition(guard),
                None if wild && !matches!(arm.pat, syn::Pat::Wild(_)) => {
                    let place = range(&arm.pat);
                    let what = self.said(place.clone(), "no arm");
                    self.add(place.end..place.end, &format!(" if !{IS}"), "", what);
                }
                None => {}
            }
        }
    }

    fn function(
        &mut self,
        signature: &syn::Signature,
        body: &syn::Block,
        attributes: &[Attribute],
    ) {
        if signature.constness.is_some() || is_test(attributes) || body.stmts.is_empty() {
            return;
        }
        self.names.push(signature.ident.to_string());
        let start = range(body).start.saturating_add(1);
        let inner = range(body);
        let written = self
            .text(start..inner.end.saturating_sub(1))
            .trim()
            .to_owned();
        for value in replace::values(&signature.output) {
            if value != written {
                let said = if value.is_empty() {
                    "nothing"
                } else {
                    value.as_str()
                };
                let what = format!("body -> {said}");
                let open = format!(" if {IS} {{ return {value}; }} ");
                self.add(start..start, &open, "", what);
            }
        }
        visit::visit_block(self, body);
        self.names.pop();
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !is_test(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        if is_test(&item.attrs) {
            return;
        }
        let name = |place: Range<usize>| {
            let text = self.text(place);
            let before = text.split('<').next().unwrap_or(text);
            before.trim_start_matches('&').to_owned()
        };
        let mut names = name(range(&item.self_ty));
        if let Some((_, of, _)) = &item.trait_ {
            let of = name(range(of));
            if of.ends_with("Debug") {
                return;
            }
            names = format!("{names} as {of}");
        }
        self.names.push(names);
        visit::visit_item_impl(self, item);
        self.names.pop();
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function(&item.sig, &item.block, &item.attrs);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(&item.sig, &item.block, &item.attrs);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(body) = &item.default {
            self.function(&item.sig, body, &item.attrs);
        }
    }

    fn visit_item_const(&mut self, _: &'ast syn::ItemConst) {}
    fn visit_impl_item_const(&mut self, _: &'ast syn::ImplItemConst) {}
    fn visit_trait_item_const(&mut self, _: &'ast syn::TraitItemConst) {}
    fn visit_item_static(&mut self, _: &'ast syn::ItemStatic) {}
    fn visit_item_enum(&mut self, _: &'ast syn::ItemEnum) {}
    fn visit_expr_const(&mut self, _: &'ast syn::ExprConst) {}
    fn visit_type(&mut self, _: &'ast syn::Type) {}
    fn visit_pat(&mut self, _: &'ast syn::Pat) {}
    fn visit_attribute(&mut self, _: &'ast Attribute) {}
    fn visit_generic_argument(&mut self, _: &'ast syn::GenericArgument) {}

    fn visit_stmt(&mut self, statement: &'ast Stmt) {
        self.statement(statement);
        visit::visit_stmt(self, statement);
    }

    fn visit_expr(&mut self, expression: &'ast Expr) {
        match expression {
            Expr::Binary(both) => self.binary(both),
            Expr::If(branch) => self.condition(&branch.cond),
            Expr::While(looped) if !has_let(&looped.cond) => self.never(range(&looped.cond)),
            Expr::Match(choice) => self.arms(choice),
            Expr::MethodCall(call) => self.method(call),
            Expr::Unary(one) if !matches!(one.op, syn::UnOp::Deref(_)) => {
                let inner = self.text(range(&one.expr)).to_owned();
                self.or_else(range(expression), &inner);
            }
            Expr::Lit(literal) if matches!(literal.lit, syn::Lit::Bool(_)) => {
                self.turned(range(expression));
            }
            _ => {}
        }
        visit::visit_expr(self, expression);
    }
}

fn range(of: &impl Spanned) -> Range<usize> {
    of.span().byte_range()
}

fn is_logic(op: &BinOp) -> bool {
    matches!(op, BinOp::And(_) | BinOp::Or(_))
}

fn same(one: &BinOp, other: &BinOp) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}

/// Whether a condition binds something on its way.
fn has_let(condition: &Expr) -> bool {
    match condition {
        Expr::Let(_) => true,
        Expr::Binary(both) if is_logic(&both.op) => has_let(&both.left) || has_let(&both.right),
        _ => false,
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) => {
            let words = list.tokens.to_string();
            list.path.is_ident("cfg")
                && words
                    .split(|c: char| !c.is_alphanumeric())
                    .any(|word| word == "test")
        }
        Meta::NameValue(_) => false,
    })
}
