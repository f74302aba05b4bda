namespace FastNN.Autograd;

/// <summary>Names operations after the kernels that they run.</summary>
internal static class OperationNames
{
    /// <summary>Names a kernel struct, such as <c>sigmoid</c> for <c>Sigmoid&lt;float&gt;</c>.</summary>
    public static string Of<T, TKernel>()
    {
        string name = typeof(TKernel).Name;
        int end = name.IndexOf('`');
        return (end < 0 ? name : name[..end]).ToLowerInvariant();
    }
}
