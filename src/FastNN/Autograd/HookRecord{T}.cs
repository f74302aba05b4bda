using System.Numerics;

namespace FastNN.Autograd;

/// <summary>A registered hook, and the one of the same variable that runs after it.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal unsafe struct HookRecord<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What to call.</summary>
    public GradientHook<T> Hook;

    /// <summary>The variable's node.</summary>
    public int Node;

    /// <summary>The next hook of the same variable, or -1.</summary>
    public int Next;

    /// <summary>Where a pass gathers the gradient of a leaf before the hooks see it.</summary>
    public T* PassGradient;

    /// <summary>The pass that has written there.</summary>
    public int Pass;
}
