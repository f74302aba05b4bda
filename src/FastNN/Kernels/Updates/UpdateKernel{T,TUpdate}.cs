using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Applies an update rule in one sweep: every number is read once and written once.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TUpdate">The rule.</typeparam>
internal unsafe struct UpdateKernel<T, TUpdate> : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TUpdate : struct, IUpdate<T>
{
    public TUpdate Update;
    public T* Parameters;
    public T* Gradients;
    public T* First;
    public T* Second;
    public nint Count;

    /// <inheritdoc/>
    public readonly void Run<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        switch (Update.StateCount)
        {
            case 0: Run<V, L, Constant.Zero>(); break;
            case 1: Run<V, L, Constant.One>(); break;
            default: Run<V, L, Constant.Two>(); break;
        }
    }

    // With the number of states left to run-time, the loop over one register of the cheapest rule is eleven branches long.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private readonly void Run<V, L, S>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
        where S : struct, IConstant
    {
        TUpdate update = Update;
        T* parameters = Parameters;
        T* gradients = Gradients;
        T* first = First;
        T* second = Second;
        nint count = Count;
        nint i = 0;
        for (; i <= count - L.Count; i += L.Count)
        {
            V parameter = L.Load(parameters + i);
            V firstState = S.Value > 0 ? L.Load(first + i) : L.Zero;
            V secondState = S.Value > 1 ? L.Load(second + i) : L.Zero;
            update.Apply<V, L, S>(ref parameter, L.Load(gradients + i), ref firstState, ref secondState);
            L.Store(parameter, parameters + i);
            if (S.Value > 0) L.Store(firstState, first + i);
            if (S.Value > 1) L.Store(secondState, second + i);
        }

        if (i < count)
        {
            V mask = L.FirstLanes((int)(count - i));
            V parameter = L.LoadMasked(parameters + i, mask);
            V firstState = S.Value > 0 ? L.LoadMasked(first + i, mask) : L.Zero;
            V secondState = S.Value > 1 ? L.LoadMasked(second + i, mask) : L.Zero;
            update.Apply<V, L, S>(ref parameter, L.LoadMasked(gradients + i, mask), ref firstState, ref secondState);
            L.StoreMasked(parameter, parameters + i, mask);
            if (S.Value > 0) L.StoreMasked(firstState, first + i, mask);
            if (S.Value > 1) L.StoreMasked(secondState, second + i, mask);
        }
    }
}
