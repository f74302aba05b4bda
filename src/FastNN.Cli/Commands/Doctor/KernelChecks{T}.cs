using System.Numerics;
using FastNN.Kernels;
using FastNN.Random;

namespace FastNN.Cli.Commands;

/// <summary>Checks kernels against plain loops in double.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal static class KernelChecks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly string s_type = typeof(T) == typeof(float) ? "f32" : "f64";

    // The distance from 1 to the next number.
    private static readonly double s_epsilon = typeof(T) == typeof(float) ? Math.ScaleB(1, -23) : Math.ScaleB(1, -52);

    // What the library promises of its elementary functions; in double the reference itself may be one off.
    private static readonly double s_unitsAllowed = typeof(T) == typeof(float) ? 2 : 5;

    private delegate void Map(ReadOnlySpan<T> x, Span<T> destination);

    /// <summary>Runs all checks of the type.</summary>
    public static IEnumerable<CheckResult> Run()
    {
        yield return Multiply(false, false);
        yield return Multiply(false, true);
        yield return Multiply(true, false);
        yield return Multiply(true, true);
        yield return Apply("sigmoid", Activations.Sigmoid<T>, x => 1 / (1 + Math.Exp(-x)), s_unitsAllowed);
        yield return Apply("tanh", Elementwise.Tanh<T>, Math.Tanh, s_unitsAllowed);
        yield return Apply("exp", Elementwise.Exp<T>, Math.Exp, s_unitsAllowed);
        yield return Apply("relu", Activations.Relu<T>, x => Math.Max(0, x), 0);
        yield return Apply(
            "leaky-relu", (x, y) => Activations.LeakyRelu(x, T.CreateChecked(0.125), y), x => x >= 0 ? x : 0.125 * x, 0);
        yield return Softmax();
        yield return Reduce();
    }

    private static CheckResult Multiply(bool transposeA, bool transposeB)
    {
        // Around the edges of register tiles and blocks, one large enough for several blocks of the sum, one of several blocks of columns,
        // whose B is packed by the first tiles and whose rows are packed and kept, one of few steps, one of few rows and a large B, and three
        // that are computed as their transpose, depending on the registers, if one operand is stored transposed.
        ReadOnlySpan<(int M, int N, int K)> shapes =
        [
            (1, 1, 1), (3, 5, 7), (13, 33, 17), (1, 65, 130), (31, 1, 64), (67, 49, 129), (25, 70, 611), (49, 290, 1024), (24, 100, 20),
            (4, 600, 450), (200, 20, 300), (4100, 4, 70), (16, 100, 70),
        ];
        var bits = new BitChecksum();
        double error = 0;
        ulong stream = 0;
        foreach ((int m, int n, int k) in shapes)
        {
            T[] a = Draw(m * k, stream++, 1), b = Draw(k * n, stream++, 1), c = new T[m * n];
            (int lda, int ldb) = (transposeA ? m : k, transposeB ? k : n);
            T[] workspace = new T[Gemm.WorkspaceCount<T>(m, n, k)];
            Gemm.Multiply(m, n, k, T.One, a, lda, transposeA, b, ldb, transposeB, T.Zero, c, n, workspace);
            bits.Add<T>(c);
            for (int i = 0; i < c.Length; i++)
            {
                (int row, int column) = (i / n, i % n);
                double sum = 0, size = 0;
                for (int p = 0; p < k; p++)
                {
                    double left = ToDouble(transposeA ? a[(p * lda) + row] : a[(row * lda) + p]);
                    double right = ToDouble(transposeB ? b[(column * ldb) + p] : b[(p * ldb) + column]);
                    sum += left * right;
                    size += Math.Abs(left * right);
                }

                // The classical bound on a sum of k products (N. Higham, "Accuracy and stability of numerical algorithms", 2002, 3.1).
                error = Worse(error, Math.Abs(ToDouble(c[i]) - sum) / ((k + 1) * s_epsilon * size));
            }
        }

        return Result($"gemm {(transposeA ? 't' : 'n')}{(transposeB ? 't' : 'n')}", error, bits);
    }

    private static CheckResult Apply(string name, Map map, Func<double, double> reference, double unitsAllowed)
    {
        T[] x = Draw(1003, 100, 6), y = new T[x.Length];
        map(x, y);
        var bits = new BitChecksum();
        bits.Add<T>(y);
        double error = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double expected = reference(ToDouble(x[i]));
            double unit = s_epsilon * Math.ScaleB(1, Math.Max(expected == 0 ? -1000 : Math.ILogB(expected), typeof(T) == typeof(float) ? -126 : -1022));
            double distance = Math.Abs(ToDouble(y[i]) - expected) / unit;
            error = Worse(error, unitsAllowed > 0 ? distance / unitsAllowed : distance == 0 ? 0 : double.PositiveInfinity);
        }

        return Result(name, error, bits);
    }

    private static CheckResult Softmax()
    {
        const int Rows = 37, Columns = 29;
        T[] x = Draw(Rows * Columns, 200, 4), y = new T[x.Length], logs = new T[Rows];
        Kernels.Rows.Softmax<T>(x, Rows, Columns, y);
        Kernels.Rows.LogSumExp<T>(x, Rows, Columns, logs);
        var bits = new BitChecksum();
        bits.Add<T>(y);
        bits.Add<T>(logs);
        double error = 0;
        for (int row = 0; row < Rows; row++)
        {
            double[] values = [.. x.Skip(row * Columns).Take(Columns).Select(ToDouble)];
            double largest = values.Max(), sum = values.Sum(value => Math.Exp(value - largest)), log = largest + Math.Log(sum);

            // Rounding of x − max, up to 32 here, becomes a relative error of as many epsilons.
            error = Worse(error, Math.Abs(ToDouble(logs[row]) - log) / (8 * s_epsilon * Math.Max(1, Math.Abs(log))));
            for (int column = 0; column < Columns; column++)
            {
                double expected = Math.Exp(values[column] - log);
                error = Worse(error, Math.Abs(ToDouble(y[(row * Columns) + column]) - expected) / (48 * s_epsilon * expected));
            }
        }

        return Result("softmax", error, bits);
    }

    private static CheckResult Reduce()
    {
        var bits = new BitChecksum();
        double error = 0;
        foreach (int count in (ReadOnlySpan<int>)[1, 15, 64, 257, 10_007])
        {
            T[] x = Draw(count, 300, 1), y = Draw(count, 301, 1);
            T[] found = [Reductions.Sum<T>(x), Reductions.Dot<T>(x, y), Reductions.SumOfSquares<T>(x), Reductions.Max<T>(x)];
            bits.Add<T>(found);
            double[] left = [.. x.Select(ToDouble)], products = [.. x.Zip(y, (p, q) => ToDouble(p) * ToDouble(q))];
            double[] expected = [left.Sum(), products.Sum(), left.Sum(value => value * value), left.Max()];
            double[] sizes = [left.Sum(Math.Abs), products.Sum(Math.Abs), expected[2], 0];
            for (int i = 0; i < found.Length; i++)
            {
                double distance = Math.Abs(ToDouble(found[i]) - expected[i]);

                // Pairwise sums err by the logarithm of the count, on top of the chains that they are made of; in double the plain
                // reference errs more than they do.
                double allowed = (Math.Log2(count) + 64) * s_epsilon * sizes[i];
                error = Worse(error, allowed > 0 ? distance / allowed : distance == 0 ? 0 : double.PositiveInfinity);
            }
        }

        return Result("reductions", error, bits);
    }

    private static T[] Draw(int count, ulong stream, double spread)
    {
        T[] values = new T[count];
        new RandomStream(20_26, stream).FillNormal<T>(values, 0, spread);
        return values;
    }

    private static double ToDouble(T value) => double.CreateChecked(value);

    // NaN wins, so that it cannot hide.
    private static double Worse(double left, double right) => double.IsNaN(right) || right > left ? right : left;

    private static CheckResult Result(string name, double error, BitChecksum bits) => new($"{name} {s_type}", error, bits.Value);
}
