using System.Numerics;
using System.Numerics.Tensors;
using System.Reflection;
using FastNN.Memory;
using FastNN.Peers.Libraries;
using FastNN.Peers.Measuring;
using FastNN.Peers.Reporting;
using FastNN.Random;

namespace FastNN.Peers.Functions;

/// <summary>Elementary functions and softmax beside the platform's TensorPrimitives, on one thread.</summary>
internal static class FunctionSuite
{
    /// <summary>Measures all cases that are asked for.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="options">What is asked for.</param>
    /// <param name="progress">Is told of each case that begins.</param>
    /// <returns>The platform's library and the results.</returns>
    /// <exception cref="ContendersDisagreeException">The platform's result is another one.</exception>
    public static (IReadOnlyList<Peer> Peers, IReadOnlyList<ReportRow> Rows) Run<T>(RunOptions options, Action<string> progress)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string? version = typeof(TensorPrimitives).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        var peer = new Peer(nameof(TensorPrimitives), version?.Split('+')[0] ?? "unknown", null);
        var rows = new List<ReportRow>();
        foreach (FunctionCase<T> function in FunctionCases.All<T>().Where(function => options.Includes(function.Name)))
        {
            progress(function.Name);
            rows.AddRange(Measure(function, peer.Name));
        }

        return ([peer], rows);
    }

    private static List<ReportRow> Measure<T>(FunctionCase<T> function, string peer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = function.Rows * function.Columns;
        using var x = new AlignedBuffer<T>(count);
        using var ours = new AlignedBuffer<T>(count);
        using var theirs = new AlignedBuffer<T>(count);
        new RandomStream(1).FillUniform(x.Span, function.Least, function.Most);
        IContender[] contenders =
        [
            new Repeated("FastNN", () => function.Ours(x.Span, ours.Span)),
            new Repeated(peer, () => function.Theirs(x.Span, theirs.Span)),
        ];
        double[][] seconds = Interleaved.Measure(contenders, settleMilliseconds: 0);

        // Softmax divides by a sum, whose rounding may grow with the number of its terms; the functions themselves are within some ULP of each other.
        double unit = Agreement.Epsilon<T>(), relativeTolerance = (16 + (function.Columns / 16.0)) * unit;
        Agreement.Require<T>($"{function.Name} beside {peer}", ours.Span, theirs.Span, function.PeerError * unit, relativeTolerance);
        var row = new ReportRow { Case = function.Name, FastNNMicroseconds = Median.Of(seconds[0]) * 1e6 };
        return ReportRows.BesidePeers(row, contenders, seconds, firstPeer: 1);
    }
}
