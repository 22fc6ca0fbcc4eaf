extern "wittgen:probe/excesses@0.1.0" fn work(rounds: u64) u64;

fn step(x: u64) callconv(.c) u64 {
    return work(x) ^ 0xff;
}

comptime {
    @export(&step, .{ .name = "poly:chain/a#step" });
}
