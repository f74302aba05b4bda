using System.Reflection;
using FastNN.Autograd;
using FastNN.Kernels;
using FastNN.Random;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FastNN.Tests.Autograd;

public class OperationGradientTests
{
    private static readonly GradientCheckOptions s_options = new(Tolerance: 1e-7, SecondOrder: true, SecondOrderTolerance: 1e-5);

    public static TheoryData<string> Names => [.. OperationCatalog.All.Select((use, i) => $"{i} {use.Name}")];

    [Theory]
    [MemberData(nameof(Names))]
    public void Operation_EveryShape_AgreesWithDifferences_InBothOrders(string name) => ForAnyShape(name, use =>
    {
        GradientCheckReport report = GradientCheck.Run(use.Function, use.Inputs, s_options);
        Assert.True(report.Passed, report.ToString());
        Assert.Equal(0, report.Kinks);
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Operation_EveryShape_HasOneGradient_PlainAndRecorded(string name) => ForAnyShape(name, use =>
    {
        using var tape = new Tape<double>();
        double[][] plain = Gradients(tape, use, createGraph: false), recorded = Gradients(tape, use, createGraph: true);
        for (int i = 0; i < plain.Length; i++)
        {
            for (int k = 0; k < plain[i].Length; k++)
            {
                Assert.InRange(recorded[i][k] - plain[i][k], -1e-13 * (1 + Math.Abs(plain[i][k])), 1e-13 * (1 + Math.Abs(plain[i][k])));
            }
        }
    });

    [Fact]
    public void Catalog_HoldsEveryFunctionOfVariables()
    {
        string[] covered = [.. OperationCatalog.All.Select(use => use.Name.Split(' ')[0])];
        foreach (Type functions in (Type[])[typeof(VariableMath), typeof(VariableReductions), typeof(VariableNormalization), typeof(VariableShapes)])
        {
            foreach (MethodInfo method in functions.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            {
                Assert.Contains(method.Name, covered);
            }
        }
    }

    [Fact]
    public void EveryActivationOfTheLibrary_CanBeDifferentiatedTwice()
    {
        Type[] activations = [.. typeof(Relu<>).Assembly.GetTypes().Where(type => type.IsValueType && type.IsGenericTypeDefinition
            && type.GetGenericArguments().Length == 1 && type.GetInterfaces().Any(face => face.Name == typeof(IActivation<>).Name))];
        Assert.True(activations.Length > 20);
        MethodInfo check = typeof(OperationGradientTests).GetMethod(nameof(CheckTwice), BindingFlags.NonPublic | BindingFlags.Static)!;
        foreach (Type activation in activations) check.MakeGenericMethod(activation.MakeGenericType(typeof(double))).Invoke(null, null);
    }

    private static void CheckTwice<TActivation>()
        where TActivation : unmanaged, IActivation<double>
    {
        GradientCheckReport report = GradientCheck.Run<double>(
            x => ActivationOperation<double, TActivation>.Record(x, default), new[] { 0.3, 0.9, 1.7 }, s_options);
        Assert.True(report.Passed, typeof(TActivation).Name + report);
    }

    private static void ForAnyShape(string name, Action<OperationUse> check)
    {
        OperationCase operation = OperationCatalog.All.ElementAt(int.Parse(name.Split(' ')[0]));
        bool needsAxes = OperationCatalog.Shapes.Contains(operation) || operation.Name.StartsWith("linear", StringComparison.Ordinal)
            || OperationCatalog.Losses.Contains(operation) || operation.Name is "Softmax" or "LogSoftmax";
        Prop.ForAll(
            needsAxes ? ShapeDraw.WithAxes : ShapeDraw.Any,
            draw => check(operation.Make(draw.Shape, new RandomStream((ulong)draw.Seed)))).Check(Config.QuickThrowOnFailure.WithMaxTest(15));
    }

    private static double[][] Gradients(Tape<double> tape, OperationUse use, bool createGraph)
    {
        tape.Reset();
        Variable<double>[] inputs = [.. use.Inputs.Select(input => input.On(tape))];
        Variable<double> result = use.Function(inputs);
        if (!result.RequiresGrad) return [];
        double[] seed = [.. Enumerable.Range(0, result.Values.Length).Select(i => Math.Sin(i + 1))];
        result.Backward(seed, createGraph: createGraph);
        return [.. inputs.Select(input => input.HasGradient ? input.Gradient.ToArray() : [])];
    }
}
