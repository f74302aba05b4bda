namespace FastNN.Kernels;

/// <summary>Tells a kernel at compile time what becomes of the earlier contents of its destination.</summary>
internal interface IWriteMode
{
    /// <summary>Gets whether results are added to the destination; it is overwritten unread otherwise.</summary>
    static abstract bool Accumulates { get; }
}
