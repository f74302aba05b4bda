namespace FastNN.Autograd;

/// <summary>How a gradient check is done.</summary>
/// <param name="Tolerance">The largest relative error that passes; null for 1e-7 in <c>double</c> and 1e-3 in <c>float</c>.</param>
/// <param name="SecondOrder">Whether the gradient of the gradient is checked as well.</param>
/// <param name="SecondOrderTolerance">The largest relative error of the second order; null for 1e-5 in <c>double</c> and 1e-2 in <c>float</c>.</param>
/// <param name="Step">The largest step of the differences, relative to elements larger than one; null for 0.02 in <c>double</c> and 0.2 in <c>float</c>.</param>
/// <param name="Floor">
/// The size below which a derivative is compared absolutely, at the tolerance times this, as a part of the function's value or of one,
/// whichever is larger: differences of rounded values carry no digits of smaller ones.
/// </param>
public sealed record GradientCheckOptions(
    double? Tolerance = null, bool SecondOrder = false, double? SecondOrderTolerance = null, double? Step = null, double Floor = 1e-3);
