namespace FastNN.Kernels;

/// <summary>An operand of a broadcast computation: where its rows begin, and whether it runs along them.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal unsafe struct Operand<T>(T* start, bool stays = false, nint rowStride = 0)
    where T : unmanaged
{
    /// <summary>The first element.</summary>
    public T* Start = start;

    /// <summary>The number of elements from one row to the next; zero repeats the row.</summary>
    public nint RowStride = rowStride;

    /// <summary>Whether one element serves a whole row.</summary>
    public bool Stays = stays;
}
