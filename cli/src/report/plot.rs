//! Plots as SVG, by whole numbers alone.

use std::fmt::Write as _;

use super::found::Report;
use super::html::escaped;
use super::text::{Part, day};
use crate::detect::{cut, share};

const WIDTH: u64 = 860;
const HEIGHT: u64 = 180;
const ROW: u64 = 24;
const LABEL: u64 = 300;
const BAR: u64 = 400;

/// Returns `part` of `whole`, stretched to `length`.
fn scale(part: u64, whole: u64, length: u64) -> u64 {
    part.saturating_mul(length).checked_div(whole).unwrap_or(0)
}

/// Returns the changes over time: all, those with AI, those that a senior would have had to sign.
pub(super) fn over_time(report: &Report) -> String {
    let columns = u64::try_from(report.over_time.len()).unwrap_or(1).max(1);
    let highest = report.over_time.values().map(|count| count.changes).max();
    let highest = highest.unwrap_or(0);
    let step = WIDTH
        .saturating_sub(40)
        .checked_div(columns)
        .unwrap_or(1)
        .max(2);
    let total = HEIGHT.saturating_add(40);
    let mut svg = format!(
        "<svg viewBox=\"0 0 {WIDTH} {total}\" role=\"img\" aria-label=\"Changes over time\">\
         <text class=\"axis\" x=\"36\" y=\"14\" text-anchor=\"end\">{highest}</text>\
         <text class=\"axis\" x=\"36\" y=\"{HEIGHT}\" text-anchor=\"end\">0</text>"
    );
    let every = columns.div_ceil(8).max(1);
    let mut x: u64 = 40;
    for (number, (begin, count)) in (0_u64..).zip(&report.over_time) {
        let day = day(begin);
        let title = format!(
            "from {day}: {} changes, {} with AI, {} for a senior",
            count.changes, count.ai, count.needs_senior
        );
        let _ = write!(svg, "<g><title>{title}</title>");
        for (class, value, inset) in [
            ("all", count.changes, 0_u64),
            ("ai", count.ai, step / 8),
            ("senior", count.needs_senior, step / 4),
        ] {
            let high = scale(value, highest, HEIGHT.saturating_sub(10));
            let wide = step
                .saturating_sub(3)
                .saturating_sub(inset.saturating_mul(2))
                .max(1);
            let (left, top) = (x.saturating_add(inset), HEIGHT.saturating_sub(high));
            let _ = write!(
                svg,
                "<rect class=\"{class}\" x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{high}\"/>"
            );
        }
        svg.push_str("</g>");
        if number.checked_rem(every) == Some(0) {
            let y = HEIGHT.saturating_add(20);
            let _ = write!(svg, "<text class=\"axis\" x=\"{x}\" y=\"{y}\">{day}</text>");
        }
        x = x.saturating_add(step);
    }
    svg.push_str("</svg>");
    svg
}

/// Returns the rows of one part as bars.
pub(super) fn bars(part: &Part) -> String {
    let rows = u64::try_from(part.rows.len()).unwrap_or(1);
    let total = rows.saturating_mul(ROW);
    let longest = part.rows.iter().map(|row| row.1).max().unwrap_or(0);
    let title = escaped(part.title);
    let mut svg =
        format!("<svg viewBox=\"0 0 {WIDTH} {total}\" role=\"img\" aria-label=\"{title}\">");
    let mut top: u64 = 0;
    for (name, count, of) in &part.rows {
        let (text, wide) = (top.saturating_add(16), scale(*count, longest, BAR).max(1));
        let name = escaped(&cut(name, 44));
        let (bar, behind) = (
            LABEL.saturating_add(8),
            LABEL.saturating_add(16).saturating_add(wide),
        );
        let (high, share, y) = (
            ROW.saturating_sub(8),
            share(*count, *of),
            top.saturating_add(4),
        );
        let _ = write!(
            svg,
            "<text x=\"{LABEL}\" y=\"{text}\" text-anchor=\"end\">{name}</text>\
             <rect class=\"ai\" x=\"{bar}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\"/>\
             <text class=\"axis\" x=\"{behind}\" y=\"{text}\">{count} ({share})</text>"
        );
        top = top.saturating_add(ROW);
    }
    svg.push_str("</svg>");
    svg
}
