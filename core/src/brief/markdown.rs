//! The brief for a pull request. Nothing that comes from outside can act as markup or mention anybody.

use super::{Brief, text};
use crate::text::markdown;

pub(super) fn render(brief: &Brief) -> String {
    let escape = |text: &str| markdown(text, 400);
    let mut lines = vec![format!("**Brief** {}", escape(&text::head(brief)))];
    for rows in [text::risk(brief), text::made(brief), text::asked(brief)] {
        lines.push(String::new());
        lines.push("| | |".to_owned());
        lines.push("|---|---|".to_owned());
        let row = |(label, text): text::Row| format!("| {label} | {} |", escape(&text));
        lines.extend(rows.into_iter().map(row));
    }
    lines.push(String::new());
    lines.push("Before you sign:".to_owned());
    lines.push(String::new());
    for check in &brief.checklist {
        let required = if check.required {
            " \\(required\\)"
        } else {
            ""
        };
        lines.push(format!(
            "- [ ] `{}`{required} {} {}",
            check.code.as_str(),
            escape(&check.question),
            escape(&format!("({})", check.because))
        ));
    }
    lines.push(String::new());
    lines.join("\n")
}
