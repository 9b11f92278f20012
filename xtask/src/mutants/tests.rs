use crate::rewrite::{culprit, instrumented};
use crate::sites::{self, Site};

fn whats(source: &str) -> Vec<String> {
    let found = sites::of(source).unwrap();
    found
        .into_iter()
        .map(|site| format!("{}: {}", site.function, site.what))
        .collect()
}

fn all(source: &str) -> (String, Vec<crate::rewrite::Placed>) {
    let found = sites::of(source).unwrap();
    let numbered: Vec<(usize, &Site)> = (1..).zip(&found).collect();
    instrumented(source, &numbered)
}

#[test]
fn what_could_be_otherwise_is_found() {
    let source = "impl Age { fn is_late(&self) -> bool { if self.days > 3 { return true; } self.list.iter().any(|day| day.is_off()) } }";
    assert_eq!(
        whats(source),
        [
            "Age::is_late: body -> true",
            "Age::is_late: body -> false",
            "Age::is_late: self.days > 3 -> true",
            "Age::is_late: self.days > 3 -> false",
            "Age::is_late: self.days > 3 -> (self.days) >= (3)",
            "Age::is_late: self.days > 3 -> (self.days) < (3)",
            "Age::is_late: true -> !(true)",
            "Age::is_late: day.is_off() -> true",
            "Age::is_late: day.is_off() -> false",
            "Age::is_late: self.list.iter().any(|day| day.is_off()) -> self.list.iter().all(|day| day.is_off())",
        ]
    );
}

#[test]
fn alike_mutants_are_told_apart() {
    let found = whats("fn put(list: &mut Vec<u8>) { list.push(1); list.push(1); }");
    assert_eq!(
        found,
        [
            "put: body -> nothing",
            "put: list.push(1); -> nothing",
            "put: list.push(1); -> nothing #2",
        ]
    );
}

#[test]
fn constants_and_tests_are_left_alone() {
    assert_eq!(whats("const fn is() -> bool { 1 < 2 }"), [""; 0]);
    assert_eq!(whats("const IS: bool = 1 < 2;"), [""; 0]);
    assert_eq!(
        whats("#[cfg(test)] mod tests { fn is() -> bool { 1 < 2 } }"),
        [""; 0]
    );
    assert_eq!(whats("#[test] fn is() { put(1); }"), [""; 0]);
}

#[test]
fn what_is_written_can_be_read() {
    let (text, _) = all(
        "fn is(a: u8, b: Option<u8>) -> bool { a < 2 || !(a == 3 && b.is_none()) || matches!(b, Some(1)) }",
    );
    assert!(syn::parse_file(&text).is_ok(), "{text}");
    let (text, _) = all(
        "fn is(b: Option<u8>) -> bool { if let Some(a) = b && a > 3 { true } else { b == None } }",
    );
    assert!(syn::parse_file(&text).is_ok(), "{text}");
    assert!(text.contains("let Some(a) = b && "), "{text}");
}

#[test]
fn a_fault_belongs_to_the_innermost_mutant() {
    let (text, placed) = all("fn is(a: bool) -> bool { !a }");
    let end = text.find("else { !a").unwrap();
    let inner = placed.last().unwrap();
    assert_eq!(
        culprit(&placed, &(end..end.saturating_add(2))),
        Some(inner.number)
    );
    assert_eq!(culprit(&placed, &inner.open), Some(inner.number));
    assert_eq!(culprit(&placed, &(0..2)), None);
}

#[test]
fn explanations_say_something() {
    assert!(crate::explained::read().is_ok());
}
