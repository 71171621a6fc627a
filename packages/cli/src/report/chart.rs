//! Column charts and histograms as SVG that takes its colours from the page.

use super::format::{count, escape, span};

/// Size of a wide chart in its own units.
const WIDTH: f64 = 880.0;
const HEIGHT: f64 = 240.0;
const LEFT: f64 = 62.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 30.0;

/// The most labels under the columns.
const LABELS: usize = 13;

/// One column.
pub struct Column {
    pub label: String,
    pub value: f64,
    /// What hovering and screen readers say.
    pub note: String,
}

/// A column chart from zero to a round number; `tick` writes the values of the axis.
pub fn columns(
    title: &str,
    columns: &[Column],
    class: &str,
    tick: impl Fn(f64) -> String,
) -> String {
    let most = columns
        .iter()
        .fold(0.0, |most: f64, column| most.max(column.value));
    let top = round_up(most);
    let plot = HEIGHT - TOP - BOTTOM;
    let mut shapes = String::new();
    for step in 0..=4 {
        let share = f64::from(step) / 4.0;
        let y = TOP + plot * (1.0 - share);
        shapes.push_str(&format!(
            "<line class=\"rule\" x1=\"{LEFT}\" x2=\"{WIDTH}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>\
             <text class=\"end\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            LEFT - 8.0,
            y + 4.0,
            escape(&tick(top * share))
        ));
    }
    let slot = (WIDTH - LEFT) / columns.len().max(1) as f64;
    let every = columns.len().div_ceil(LABELS).max(1);
    for (place, column) in columns.iter().enumerate() {
        let width = (slot * 0.68).min(56.0);
        let x = LEFT + slot * (place as f64 + 0.5);
        let height = plot * column.value / top;
        let y = TOP + plot - height;
        shapes.push_str(&format!(
            "<rect class=\"{class}\" x=\"{:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" \
             height=\"{height:.1}\" rx=\"2\"><title>{}</title></rect>",
            x - width / 2.0,
            escape(&column.note)
        ));
        if place % every == 0 {
            shapes.push_str(&format!(
                "<text class=\"mid\" x=\"{x:.1}\" y=\"{:.1}\">{}</text>",
                HEIGHT - 8.0,
                escape(&column.label)
            ));
        }
    }
    let svg = svg((WIDTH, HEIGHT), title, &shapes);
    format!("<div class=\"scroll\">{svg}</div>")
}

/// An `svg` element with a title for screen readers.
pub fn svg((width, height): (f64, f64), title: &str, shapes: &str) -> String {
    let title = escape(title);
    format!(
        "<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{title}\">\
         <title>{title}</title>{shapes}</svg>"
    )
}

/// 1, 2, 2.5 or 5 times a power of ten, not below the value.
fn round_up(value: f64) -> f64 {
    if value <= 0.0 {
        return 1.0;
    }
    let power = 10f64.powf(value.log10().floor());
    let steps = [1.0, 2.0, 2.5, 5.0, 10.0];
    let step = steps.into_iter().find(|step| step * power >= value * 0.999);
    step.unwrap_or(10.0) * power
}

/// Upper edges of a histogram's classes, in seconds; what is beyond the last is one class more.
const EDGES: [u64; 12] = [
    300, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 57_600, 86_400, 144_000, 288_000, 576_000,
];

/// Size of a small chart.
const SMALL_WIDTH: f64 = 420.0;
const SMALL_HEIGHT: f64 = 150.0;

/// How long things took, in classes that grow, with the target marked. `used` ascends.
pub fn histogram(title: &str, used: &[u64], target: u64) -> String {
    let plot = SMALL_HEIGHT - 34.0;
    let slot = SMALL_WIDTH / (EDGES.len() + 1) as f64;
    let counts = classes(used);
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let mut shapes = String::new();
    for (place, number) in counts.iter().enumerate() {
        let height = plot * *number as f64 / most as f64;
        let (x, y) = (slot * place as f64, 16.0 + plot - height);
        let lower = place.checked_sub(1).and_then(|before| EDGES.get(before));
        let late = lower.copied().unwrap_or(0) >= target;
        shapes.push_str(&format!(
            "<rect class=\"{}\" x=\"{:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{height:.1}\" \
             rx=\"1.5\"><title>{}: {}</title></rect>",
            if late { "bad" } else { "good" },
            x + 1.5,
            slot - 3.0,
            class_name(place),
            count(*number)
        ));
    }
    shapes.push_str(&axis(slot));
    shapes.push_str(&target_mark(target, slot));
    svg((SMALL_WIDTH, SMALL_HEIGHT), title, &shapes)
}

fn classes(used: &[u64]) -> Vec<u64> {
    let mut counts = vec![0; EDGES.len() + 1];
    for seconds in used {
        let class = EDGES.iter().take_while(|edge| *edge < seconds).count();
        if let Some(number) = counts.get_mut(class) {
            *number += 1;
        }
    }
    counts
}

fn class_name(place: usize) -> String {
    match (
        place.checked_sub(1).and_then(|p| EDGES.get(p)),
        EDGES.get(place),
    ) {
        (_, None) => format!("over {}", span(EDGES.last().copied().unwrap_or(0))),
        (None, Some(to)) => format!("up to {}", span(*to)),
        (Some(from), Some(to)) => format!("{} to {}", span(*from), span(*to)),
    }
}

fn axis(slot: f64) -> String {
    let y = SMALL_HEIGHT - 18.0;
    let mut shapes =
        format!("<line class=\"rule\" x1=\"0\" x2=\"{SMALL_WIDTH}\" y1=\"{y}\" y2=\"{y}\"/>");
    for (place, edge) in EDGES.iter().enumerate().skip(1).step_by(2) {
        shapes.push_str(&format!(
            "<text class=\"mid\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            slot * (place + 1) as f64,
            SMALL_HEIGHT - 3.0,
            span(*edge)
        ));
    }
    shapes
}

/// A line where the target lies between the edges of its class.
fn target_mark(target: u64, slot: f64) -> String {
    let class = EDGES.iter().take_while(|edge| **edge < target).count();
    let lower = class.checked_sub(1).and_then(|before| EDGES.get(before));
    let lower = lower.copied().unwrap_or(0) as f64;
    let upper = EDGES.get(class).copied().unwrap_or(target) as f64;
    let within = if upper > lower {
        (target as f64 - lower) / (upper - lower)
    } else {
        1.0
    };
    let x = slot * (class as f64 + within);
    let (side, shift) = if x > SMALL_WIDTH / 2.0 {
        ("end", -5.0)
    } else {
        ("", 5.0)
    };
    format!(
        "<line class=\"target\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"2\" y2=\"{:.1}\"/>\
         <text class=\"strong {side}\" x=\"{:.1}\" y=\"11\">target {}</text>",
        SMALL_HEIGHT - 18.0,
        x + shift,
        span(target)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_end_at_round_numbers() {
        assert_eq!(round_up(0.0), 1.0);
        assert_eq!(round_up(0.23), 0.25);
        assert_eq!(round_up(51.0), 100.0);
        assert_eq!(round_up(100.0), 100.0);
    }

    #[test]
    fn a_value_on_an_edge_belongs_to_the_class_that_ends_there() {
        let counts = classes(&[300, 301, 900, 600_000]);
        assert_eq!(counts.first(), Some(&1));
        assert_eq!(counts.get(1), Some(&2));
        assert_eq!(counts.last(), Some(&1));
    }
}
