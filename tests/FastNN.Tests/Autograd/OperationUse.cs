using FastNN.Autograd;

namespace FastNN.Tests.Autograd;

/// <summary>A function of variables and the point at which it is differentiated.</summary>
internal sealed record OperationUse(Func<Variable<double>[], Variable<double>> Function, Argument<double>[] Inputs);
