//! The report as one page that needs nothing else: no script, no font, no address.

use super::found::Report;
use super::plot;
use super::text::{could, day, notes, parts, sentences, waiting};
use crate::detect::cut;

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:900px;padding:0 1rem;\
color:#1b1f24;background:#fff}h1{font-size:1.6rem}h2{font-size:1.1rem;margin:2rem 0 .5rem}svg{width:100%;height:auto}\
svg text{font:13px system-ui,sans-serif;fill:#1b1f24}svg .axis{fill:#59636e;font-size:12px}.all{fill:#d1d9e0}\
.ai{fill:#4a7fb5}.senior{fill:#b5472f}.key span{display:inline-block;width:.8em;height:.8em;margin:0 .3em 0 1em}\
.key .all{background:#d1d9e0}.key .ai{background:#4a7fb5}.key .senior{background:#b5472f}\
table{border-collapse:collapse;width:100%;font-size:13px}td,th{text-align:left;padding:.25rem .5rem;\
border-bottom:1px solid #d1d9e0;vertical-align:top;overflow-wrap:anywhere}.first{font-size:1.1rem}";

/// Returns the page.
pub(super) fn render(report: &Report) -> String {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>What AI did</title>\
         <style>{STYLE}</style></head><body><h1>What AI did</h1>\n"
    );
    page.push_str(&list("first", &sentences(report)));
    page.push_str("<h2>Changes over time</h2>\n");
    page.push_str(&plot::over_time(report));
    page.push_str(
        "<p class=\"key\"><span class=\"all\"></span>all changes<span class=\"ai\"></span>AI took part\
         <span class=\"senior\"></span>would have waited for a senior</p>\n",
    );
    for part in parts(report) {
        page.push_str(&format!(
            "<h2>{}</h2>\n{}\n",
            escaped(part.title),
            plot::bars(&part)
        ));
        if part.more > 0 {
            page.push_str(&format!("<p>and {} more</p>\n", part.more));
        }
    }
    let (rows, more) = waiting(report);
    if !rows.is_empty() {
        page.push_str(
            "<h2>Would have waited for a senior, newest first</h2>\n<table><tr><th>commit<th>date<th>AI<th>tool\
             <th>title<th>could release</tr>\n",
        );
    }
    for row in &rows {
        let cells = [
            row.commit.get(..7).unwrap_or(&row.commit).to_owned(),
            row.date.as_ref().map(day).unwrap_or_default(),
            row.involvement.word().to_owned(),
            cut(&row.tools.join("+"), 40),
            cut(&row.title, 80),
            could(row),
        ];
        let cells = cells.map(|cell| format!("<td>{}</td>", escaped(&cell)));
        page.push_str(&format!("<tr>{}</tr>\n", cells.concat()));
    }
    if !rows.is_empty() {
        page.push_str("</table>\n");
    }
    if more > 0 {
        page.push_str(&format!("<p>and {more} more</p>\n"));
    }
    page.push_str("<h2>What is assumed</h2>\n");
    page.push_str(&list("", &notes(report)));
    page.push_str("</body></html>");
    page
}

fn list(class: &str, lines: &[String]) -> String {
    let items = lines
        .iter()
        .map(|line| format!("<li>{}</li>", escaped(line)));
    format!("<ul class=\"{class}\">{}</ul>\n", items.collect::<String>())
}

/// Returns text that is no markup.
pub(super) fn escaped(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars() {
        match c {
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '"' => shown.push_str("&quot;"),
            '\'' => shown.push_str("&#39;"),
            _ => shown.push(c),
        }
    }
    shown
}
