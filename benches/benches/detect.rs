//! What reading one commit costs: bytes per second, for what people and tools write and for what is made to be slow.

#![expect(clippy::arithmetic_side_effects, reason = "a bench fails by panicking")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use foureyes::detect::{CommitText, Identity, commit};

/// What fills a message.
const FILLS: &[(&str, &str)] = &[
    (
        "prose",
        "The cache was read before it was filled: warm it first, and say so in the log.\n",
    ),
    (
        "claims",
        "Co-authored-by: Claude Opus 4.6 <noreply@anthropic.com>\n",
    ),
    ("fences", "```\nAssisted-by: Claude Code\n"),
    ("one-line", "AI-assisted with https://"),
];

fn read(bench: &mut Criterion) {
    let jane = Identity {
        name: "Jane".to_owned(),
        email: "jane@example.org".to_owned(),
    };
    let mut group = bench.benchmark_group("detect");
    group.sample_size(10);
    for (name, fill) in FILLS {
        for size in [1 << 10, 64 << 10, 1 << 20, 10 << 20] {
            let repeated = fill.repeat(size / fill.len());
            let message =
                format!("Warm the cache\n\n{repeated}\n\nReviewed-by: Bob <bob@example.org>\n");
            let text = CommitText {
                message: message.as_bytes(),
                author: &jane,
                committer: &jane,
            };
            group.throughput(Throughput::Bytes(message.len() as u64));
            group.bench_function(BenchmarkId::new(*name, size), |bench| {
                bench.iter(|| black_box(commit(black_box(&text))));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, read);
criterion_main!(benches);
