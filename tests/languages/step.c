__attribute__((import_module("poly:chain/a"), import_name("step")))
extern unsigned long long next(unsigned long long x);

__attribute__((export_name("poly:chain/b#step")))
unsigned long long step(unsigned long long x) { return next(x * 3 + 1); }
