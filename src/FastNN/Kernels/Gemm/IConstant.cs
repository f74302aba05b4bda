namespace FastNN.Kernels;

/// <summary>A number known to the compiler, passed as a type so that code is specialised for it.</summary>
internal interface IConstant
{
    static abstract int Value { get; }
}
