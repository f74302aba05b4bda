using FastNN.Autograd;
using FastNN.Random;

namespace FastNN.Tests.Autograd;

/// <summary>A function to differentiate and where; made anew for each drawn shape.</summary>
internal sealed record OperationCase(string Name, Func<int[], RandomStream, OperationUse> Make)
{
    /// <summary>Makes a case of one variable.</summary>
    public static OperationCase Unary(
        string name, Func<RandomStream, int[], Argument<double>> draw, Func<Variable<double>, Variable<double>> function) =>
        new(name, (shape, random) => new OperationUse(variables => function(variables[0]), [draw(random, shape)]));

    /// <summary>Makes a case of two variables whose shapes are broadcast, either of them the smaller.</summary>
    public static OperationCase Binary(
        string name,
        Func<RandomStream, int[], Argument<double>> drawLeft,
        Func<RandomStream, int[], Argument<double>> drawRight,
        Func<Variable<double>, Variable<double>, Variable<double>> function) => new(name, (shape, random) =>
        {
            int[] left = random.NextInt32(2) == 0 ? shape : random.Broadcastable(shape), right = random.Broadcastable(shape);
            return new OperationUse(variables => function(variables[0], variables[1]), [drawLeft(random, left), drawRight(random, right)]);
        });
}
