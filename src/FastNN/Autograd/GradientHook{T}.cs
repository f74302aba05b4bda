using System.Numerics;

namespace FastNN.Autograd;

/// <summary>
/// Sees the gradient of a variable as soon as a backward pass has completed it, and may replace it. Return the argument to leave the
/// gradient as it is, or a variable of the same shape to put in its place; with <c>createGraph</c>, what it computes is recorded.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="gradient">The gradient that this pass found. For a leaf it does not contain what earlier passes gathered.</param>
/// <returns>The gradient to go on with.</returns>
public delegate Variable<T> GradientHook<T>(Variable<T> gradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
