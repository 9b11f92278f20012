//! A plot of growth: both axes doubled at each step, so that a straight line at half a right angle is linear.

use std::fmt::Write as _;

/// What evaluating takes while one dimension is doubled.
pub(crate) struct Line {
    pub(crate) name: &'static str,
    /// Nanoseconds at ×1, ×2, ×4 and ×8.
    pub(crate) times: [f64; 4],
}

const STEP: f64 = 120.0;
const COLOURS: [&str; 4] = ["#0072b2", "#d55e00", "#009e73", "#cc79a7"];

/// Returns the plot: each line relative to its own start, above a grey one that is linear.
pub(crate) fn svg(lines: &[Line]) -> String {
    let mut text = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 560 460\" font-family=\"sans-serif\" font-size=\"13\">\n\
         <rect width=\"560\" height=\"460\" fill=\"white\"/>\n",
    );
    for step in [0.0_f64, 1.0, 2.0, 3.0] {
        let (x, y) = place(step, step.exp2());
        let times = step.exp2();
        let _ = writeln!(
            text,
            "<path d=\"M60 {y}H430M{x} 50V420\" stroke=\"#ddd\"/><text x=\"20\" y=\"{y}\">×{times}</text><text x=\"{x}\" y=\"440\">×{times}</text>"
        );
    }
    let _ = writeln!(
        text,
        "<path d=\"M60 410L420 50\" stroke=\"#999\" stroke-dasharray=\"4\"/>"
    );
    for (index, (line, colour)) in lines.iter().zip(COLOURS).enumerate() {
        let start = line.times.first().copied().unwrap_or(1.0);
        let mut points = String::new();
        for (step, time) in [0.0, 1.0, 2.0, 3.0].into_iter().zip(line.times) {
            let (x, y) = place(step, (time / start).max(0.9));
            let _ = write!(points, "{x:.0},{y:.0} ");
        }
        let _ = writeln!(
            text,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/><text x=\"450\" y=\"{}\" fill=\"{colour}\">{}</text>",
            points.trim_end(),
            index.saturating_mul(22).saturating_add(60),
            line.name
        );
    }
    text.push_str("</svg>\n");
    text
}

fn place(step: f64, ratio: f64) -> (f64, f64) {
    (60.0 + step * STEP, 410.0 - ratio.log2() * STEP)
}
