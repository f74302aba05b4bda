using System.Runtime.CompilerServices;
using System.Text;
using FastNN.Autograd;
using Xunit;

namespace FastNN.Tests.Autograd;

/// <summary>Holds the programs of docs/autograd.md: each is compiled and run here, and its text is compared with the page's.</summary>
public class DocumentationTests
{
    [Fact]
    public void EveryProgramOfThePage_IsHere_AndPrintsWhatItSays()
    {
        string folder = Path.GetDirectoryName(ThisFile())!;
        string[] page = File.ReadAllLines(Path.Combine(folder, "../../../docs/autograd.md"));
        string here = Normalize(File.ReadLines(ThisFile()));
        Func<string>?[] programs = [InShort, Training, Listing, SecondOrder, Rosenbrock, null, Check];
        int block = 0;
        for (int i = 0; i < page.Length; i++)
        {
            if (page[i] != "```csharp") continue;
            int end = Array.IndexOf(page, "```", i);
            string[] lines = page[(i + 1)..end];
            string[] printed = [.. lines.Reverse().TakeWhile(line => line.StartsWith("// ", StringComparison.Ordinal)).Reverse()];
            Assert.Contains(Normalize(lines[..^printed.Length]), here);
            if (programs[block++] is { } program) Assert.Equal(string.Concat(printed.Select(line => line[3..] + "\n")), program());
        }

        Assert.Equal(programs.Length, block);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;

    private static string Normalize(IEnumerable<string> lines) => string.Join('\n', lines.Select(line => line.Trim()).Where(line => line.Length > 0));

    private static string InShort()
    {
        var Console = new Output();
        using var tape = new Tape<float>();
        Variable<float> x = tape.Leaf([1, 2, 3, 4, 5, 6], [2, 3]);
        Variable<float> y = x.Pow(2) + x;
        y.Backward([1, 1, 1, 1, 1, 1]);
        Console.WriteLine(string.Join(" ", x.Gradient.ToArray()));
        return Console.ToString();
    }

    private static string Training()
    {
        var Console = new Output();
        using var tape = new Tape<float>();
        float[] weight = [0];
        for (int step = 0; step < 50; step++)
        {
            tape.Reset();
            Variable<float> w = tape.Leaf(weight);
            Variable<float> loss = (w - 3).Square().Sum();
            loss.Backward();
            weight[0] -= 0.1f * w.Gradient[0];
        }
        Console.WriteLine(MathF.Round(weight[0], 3));
        return Console.ToString();
    }

    private static string Listing()
    {
        var Console = new Output();
        using var tape = new Tape<float>();
        Variable<float> x = tape.Leaf([1, 2, 3, 4, 5, 6], [2, 3]), b = tape.Leaf([1, 2, 3]);
        Variable<float> y = (x * b).Sum();
        Console.Write(tape);
        return Console.ToString();
    }

    private static string SecondOrder()
    {
        var Console = new Output();
        using var tape = new Tape<double>();
        Variable<double> x = tape.Leaf(2.0);
        x.Pow(3).Backward(createGraph: true);
        Variable<double> slope = x.GradientVariable();
        tape.ZeroGradients();
        x.RegisterHook(gradient => gradient * 10);
        slope.Backward();
        Console.WriteLine($"{slope.Value} {x.Gradient[0]}");
        return Console.ToString();
    }

    private static string Rosenbrock()
    {
        var Console = new Output();
        static Variable<double> Rosenbrock(Variable<double> v)
        {
            Variable<double> x = v.Slice(0, 0, 1), y = v.Slice(0, 1, 1);
            return (1 - x).Square() + 100 * (y - x.Square()).Square();
        }

        double[] gradient = Derivatives.Gradient<double>(Rosenbrock, new[] { -1.0, 2.0 });
        double[,] hessian = Derivatives.Hessian<double>(Rosenbrock, new[] { -1.0, 2.0 });
        Console.WriteLine($"{gradient[0]} {gradient[1]}");
        Console.WriteLine($"{hessian[0, 0]} {hessian[0, 1]} {hessian[1, 1]}");
        return Console.ToString();
    }

    private static string Check()
    {
        var Console = new Output();
        var bump = new Bump();
        GradientCheckReport report = GradientCheck.Run<double>(
            x => bump.Apply(x).Sum(), new[] { -2.0, 0.3, 1.5 }, new GradientCheckOptions(SecondOrder: true));
        Console.WriteLine(report.Passed);
        return Console.ToString();
    }

    public sealed class Bump() : CustomOperation<double>("bump")
    {
        protected override void Forward(CustomInputs<double> inputs, Span<double> output, Span<double> kept)
        {
            ReadOnlySpan<double> x = inputs.Values(0);
            for (int i = 0; i < x.Length; i++) output[i] = x[i] / (1 + x[i] * x[i]);
        }

        protected override void Backward(CustomAdjoint<double> adjoint)
        {
            ReadOnlySpan<double> x = adjoint.Inputs.Values(0), outputGradient = adjoint.OutputGradient;
            Span<double> gradient = adjoint.InputGradient(0);
            for (int i = 0; i < gradient.Length; i++)
            {
                double square = x[i] * x[i];
                gradient[i] += outputGradient[i] * (1 - square) / ((1 + square) * (1 + square));
            }
        }

        protected override void Differentiate(CustomExpression<double> adjoint)
        {
            Variable<double> square = adjoint.Input(0).Square();
            adjoint.Add(0, adjoint.OutputGradient * (1 - square) / (1 + square).Square());
        }
    }

    /// <summary>Stands where a program has the console.</summary>
    private sealed class Output
    {
        private readonly StringBuilder _text = new();

        public void Write(object value) => _text.Append(value);

        public void WriteLine(object value) => _text.Append(value).Append('\n');

        public override string ToString() => _text.ToString();
    }
}
