namespace FastNN.Kernels;

/// <summary>What an update reads and writes: blocks of equal length, aligned to cache lines.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal unsafe struct UpdateOperands<T>
    where T : unmanaged
{
    /// <summary>The parameters.</summary>
    public T* Parameters;

    /// <summary>Their gradients.</summary>
    public T* Gradients;

    /// <summary>The first block of state; null where the rule keeps none.</summary>
    public T* First;

    /// <summary>The second block of state; null where the rule keeps at most one.</summary>
    public T* Second;

    /// <summary>The number of elements of each block.</summary>
    public int Count;
}
