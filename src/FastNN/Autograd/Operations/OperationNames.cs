namespace FastNN.Autograd;

/// <summary>Names operations after the kernels that they run.</summary>
internal static class OperationNames
{
    private const string Suffix = "Function";

    /// <summary>Names a kernel struct, such as <c>sigmoid</c> for <c>Sigmoid&lt;float&gt;</c> and <c>add</c> for <c>AddFunction&lt;float&gt;</c>.</summary>
    public static string Of<T, TKernel>()
    {
        string name = typeof(TKernel).Name;
        int end = name.IndexOf('`');
        if (end >= 0) name = name[..end];
        if (name.EndsWith(Suffix, StringComparison.Ordinal)) name = name[..^Suffix.Length];
        return name.ToLowerInvariant();
    }
}
