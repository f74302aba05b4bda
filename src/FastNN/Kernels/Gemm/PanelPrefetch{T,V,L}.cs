using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// Asks for the next panel of A, a share of it before each tile, so that packing it later does not wait for memory: packing reads a few
/// lines from each of many far-apart rows, which the hardware does not foresee.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="V">The register.</typeparam>
/// <typeparam name="L">The lane witness.</typeparam>
internal unsafe struct PanelPrefetch<T, V, L>
    where T : unmanaged
    where V : unmanaged
    where L : struct, ILanes<T, V>
{
    private const int LineBytes = 64;

    private readonly nint _rowBytes;
    private readonly nint _strideBytes;
    private readonly nint _linesAtOnce;
    private byte* _row;
    private nint _offset;
    private nint _rowsLeft;

    /// <summary>Plans the panel.</summary>
    /// <param name="start">Its first element.</param>
    /// <param name="rows">The number of stored rows that it has a part of.</param>
    /// <param name="rowCount">The elements of that part.</param>
    /// <param name="stride">The elements between two stored rows.</param>
    /// <param name="shares">The number of shares to ask for it in.</param>
    public PanelPrefetch(T* start, int rows, int rowCount, int stride, int shares)
    {
        _row = (byte*)start;
        _rowBytes = (nint)rowCount * sizeof(T);
        _strideBytes = (nint)stride * sizeof(T);
        _rowsLeft = rows;
        nint lines = rows * ((_rowBytes + LineBytes - 1) / LineBytes);
        _linesAtOnce = (lines + shares - 1) / shares;
    }

    /// <summary>Asks for the next share; nothing once all was asked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AskForShare()
    {
        for (nint line = 0; line < _linesAtOnce && _rowsLeft > 0; line++)
        {
            L.Prefetch(_row + _offset);
            _offset += LineBytes;
            if (_offset < _rowBytes) continue;
            _offset = 0;
            _row += _strideBytes;
            _rowsLeft--;
        }
    }
}
