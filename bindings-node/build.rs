//! What the linker has to know about Node.

fn main() {
    napi_build::setup();
}
