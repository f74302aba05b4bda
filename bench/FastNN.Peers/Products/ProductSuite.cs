using System.Numerics;
using FastNN.Peers.Ceilings;
using FastNN.Peers.Libraries;
using FastNN.Peers.Measuring;
using FastNN.Peers.Reporting;
using FastNN.Threading;

namespace FastNN.Peers.Products;

/// <summary>Matrix products beside the libraries that have them.</summary>
internal static class ProductSuite
{
    /// <summary>The name under which FastNN's plain product of the same sizes stands beside its transposed forms.</summary>
    public const string PlainName = "FastNN plain";

    // Threads spin for half a millisecond before they sleep (see NativeEnvironment).
    private const int SettleMilliseconds = 2;

    /// <summary>Measures all cases that are asked for.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="options">What is asked for.</param>
    /// <param name="pool">The team, or null.</param>
    /// <param name="progress">Is told of each case that begins.</param>
    /// <returns>The libraries and the results.</returns>
    /// <exception cref="ContendersDisagreeException">A library's result is another one.</exception>
    public static (IReadOnlyList<Peer> Peers, IReadOnlyList<ReportRow> Rows) Run<T>(RunOptions options, WorkerPool? pool, Action<string> progress)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        IProductLibrary[] libraries = [new OpenBlas(options.Threads), new OneDnn(), new MathNetNumerics(options.Threads)];
        using var peak = new FmaPeak<T>(pool);
        var rows = new List<ReportRow>();
        IReadOnlyList<ProductCase> cases = options.Shapes.Count > 0 ? options.Shapes : ProductCases.All();
        foreach (ProductCase product in cases.Where(product => options.Includes(product.Name)))
        {
            progress(product.Name);
            using var buffers = new ProductBuffers<T>(product, options.Threads);
            rows.AddRange(Measure(buffers, libraries, peak, pool));
        }

        return ([.. libraries.Select(library => library.Description)], rows);
    }

    private static List<ReportRow> Measure<T>(ProductBuffers<T> buffers, IProductLibrary[] libraries, FmaPeak<T> peak, WorkerPool? pool)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ProductCase product = buffers.Case;
        Action ours = FastNNProduct.Prepare(buffers, product, pool);
        List<IContender> contenders = [peak, new Repeated("FastNN", ours)];
        ours();
        T[] expected = buffers.Product.ToArray();
        foreach (IProductLibrary library in libraries)
        {
            if (library.Prepare(buffers) is not { } prepared) continue;
            string name = library.Description.Name;
            RequireAgreement(buffers, expected, prepared, name);
            contenders.Add(new Repeated(name, prepared.Run));
        }

        if (product.IsTransposed)
        {
            ProductCase plain = product with { TransposeA = false, TransposeB = false };
            contenders.Add(new Repeated(PlainName, FastNNProduct.Prepare(buffers, plain, pool)));
        }

        double[][] seconds = Interleaved.Measure(contenders, pool == null ? 0 : SettleMilliseconds);
        double[] peakGflops = peak.ToGflops(seconds[0]);
        double[] gflops = [.. seconds[1].Select(second => product.Operations / second * 1e-9)];
        var row = new ReportRow
        {
            Case = product.Name,
            IsTransposed = product.IsTransposed,
            FastNNMicroseconds = Median.Of(seconds[1]) * 1e6,
            FastNNGflops = Median.Of(gflops),
            FractionOfPeak = Median.OfRatios(gflops, peakGflops),
        };
        return ReportRows.BesidePeers(row, contenders, seconds, firstPeer: 2);
    }

    private static void RequireAgreement<T>(ProductBuffers<T> buffers, T[] expected, PreparedProduct prepared, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        buffers.Product.Clear();
        prepared.Run();
        prepared.CopyResult?.Invoke();

        // k roundings of partial sums whose size is some √k, half of them either way: far below k of them at one size.
        double tolerance = 2 * buffers.Case.K * Agreement.Epsilon<T>();
        Agreement.Require<T>($"{buffers.Case.Name} beside {name}", expected, buffers.Product, tolerance, relativeTolerance: 0);
    }
}
