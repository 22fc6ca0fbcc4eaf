extern "C" __attribute__((import_module("poly:chain/b"), import_name("step")))
unsigned long long next(unsigned long long x);

template <typename T> struct Twice {
    T value;
    T operator()() const { return value + value; }
};

extern "C" __attribute__((export_name("poly:chain/c#step")))
unsigned long long step(unsigned long long x) { return next(Twice<unsigned long long>{x}()); }
