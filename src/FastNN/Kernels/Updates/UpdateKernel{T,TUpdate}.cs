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
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public readonly void Run<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        TUpdate update = Update;
        T* parameters = Parameters;
        T* gradients = Gradients;
        T* first = First;
        T* second = Second;
        nint count = Count;
        int states = update.StateCount;
        nint i = 0;
        for (; i <= count - L.Count; i += L.Count)
        {
            V parameter = L.Load(parameters + i);
            V firstState = states > 0 ? L.Load(first + i) : L.Zero;
            V secondState = states > 1 ? L.Load(second + i) : L.Zero;
            update.Apply<V, L>(ref parameter, L.Load(gradients + i), ref firstState, ref secondState);
            L.Store(parameter, parameters + i);
            if (states > 0) L.Store(firstState, first + i);
            if (states > 1) L.Store(secondState, second + i);
        }

        if (i < count)
        {
            V mask = L.FirstLanes((int)(count - i));
            V parameter = L.LoadMasked(parameters + i, mask);
            V firstState = states > 0 ? L.LoadMasked(first + i, mask) : L.Zero;
            V secondState = states > 1 ? L.LoadMasked(second + i, mask) : L.Zero;
            update.Apply<V, L>(ref parameter, L.LoadMasked(gradients + i, mask), ref firstState, ref secondState);
            L.StoreMasked(parameter, parameters + i, mask);
            if (states > 0) L.StoreMasked(firstState, first + i, mask);
            if (states > 1) L.StoreMasked(secondState, second + i, mask);
        }
    }
}
