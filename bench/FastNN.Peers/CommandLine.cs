using System.CommandLine;
using System.CommandLine.Parsing;
using System.ComponentModel;
using System.Numerics;
using FastNN.Peers.Ceilings;
using FastNN.Peers.Functions;
using FastNN.Peers.Libraries;
using FastNN.Peers.Measuring;
using FastNN.Peers.Products;
using FastNN.Peers.Reporting;
using FastNN.Peers.Training;
using FastNN.Simd;
using FastNN.Threading;

namespace FastNN.Peers;

/// <summary>The grammar of the command line, and what it starts.</summary>
internal static class CommandLine
{
    private const int Failure = 1;
    private const int BadUsage = 2;
    private const int MostThreads = 1024;
    private const string Activations = "activations";

    private static readonly Option<string> s_precision = new("--precision")
    {
        Description = "The element type: f32 (float) or f64 (double).",
        DefaultValueFactory = _ => "f32",
        Recursive = true,
    };

    private static readonly Option<int> s_threads = new("--threads")
    {
        Description = "The threads of FastNN and of every peer.",
        DefaultValueFactory = _ => 1,
        Recursive = true,
    };

    private static readonly Option<bool> s_json = new("--json")
    {
        Description = "Print one JSON object instead of a Markdown table.",
        Recursive = true,
    };

    private static readonly Option<string?> s_only = new("--only")
    {
        Description = "Measure only the cases whose name contains this text.",
        Recursive = true,
    };

    private static readonly Option<ProductCase[]> s_shapes = new("--shape")
    {
        Description = "A product to measure instead of the usual ones: MxNxK, a transposed form with -tn, -nt or -tt. May be repeated.",
        CustomParser = ParseShapes,
        DefaultValueFactory = _ => [],
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<TrainingCase[]> s_networks = new("--network")
    {
        Description = $"A network to train instead of the usual ones: {TrainingCase.Form}. May be repeated.",
        CustomParser = ParseNetworks,
        DefaultValueFactory = _ => [],
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>Runs the program.</summary>
    /// <param name="args">The arguments.</param>
    /// <returns>0, 2 for bad usage, 1 for anything else that failed.</returns>
    public static int Run(string[] args)
    {
        ParseResult parsed = CreateGrammar().Parse(args);
        int code = parsed.Invoke();
        return parsed.Errors.Count > 0 ? BadUsage : code;
    }

    private static RootCommand CreateGrammar()
    {
        s_precision.AcceptOnlyFromAmong("f32", "f64");
        s_threads.Validators.Add(RequireThreads);
        Command gemm = CreateCommand("gemm", "Matrix products beside OpenBLAS, oneDNN and MathNet.Numerics.");
        gemm.Add(s_shapes);
        Command train = CreateCommand("train", "Whole training steps beside PyTorch.");
        train.Add(s_networks);
        return new RootCommand("Measures FastNN beside the established libraries, interleaved in one process.")
        {
            s_precision,
            s_threads,
            s_json,
            s_only,
            gemm,
            CreateCommand(Activations, "Elementary functions and softmax beside TensorPrimitives, on one thread."),
            train,
        };
    }

    private static Command CreateCommand(string name, string description)
    {
        var command = new Command(name, description);
        command.SetAction(parsed =>
        {
            string[]? again = name == Activations && !FinalCode.IsDecided ? [.. parsed.Tokens.Select(token => token.Value)] : null;
            return Measure(name, again, new RunOptions(
                parsed.GetValue(s_precision) == "f64",
                name == Activations ? 1 : parsed.GetValue(s_threads),
                parsed.GetValue(s_json),
                parsed.GetValue(s_only),
                parsed.GetValue(s_shapes) ?? [],
                parsed.GetValue(s_networks) ?? []));
        });
        return command;
    }

    private static void RequireThreads(OptionResult result)
    {
        int threads = result.GetValueOrDefault<int>();
        if (threads is < 1 or > MostThreads) result.AddError($"--threads is {threads}; it must be from 1 to {MostThreads}");
    }

    private static ProductCase[] ParseShapes(ArgumentResult result)
    {
        var shapes = new List<ProductCase>();
        foreach (Token token in result.Tokens)
        {
            if (ProductCase.TryParse(token.Value, out ProductCase shape)) shapes.Add(shape);
            else result.AddError($"--shape is '{token.Value}'; it must be MxNxK or MxNxK-tn, -nt or -tt, each size from 1 to {ProductCase.MaxSize}");
        }

        return [.. shapes];
    }

    private static TrainingCase[] ParseNetworks(ArgumentResult result)
    {
        var networks = new List<TrainingCase>();
        foreach (Token token in result.Tokens)
        {
            if (TrainingCase.TryParse(token.Value) is { } network) networks.Add(network);
            else result.AddError($"--network is '{token.Value}'; it must be {TrainingCase.Form}, each size from 1 to {TrainingCase.MaxSize}");
        }

        return [.. networks];
    }

    private static int Measure(string work, string[]? again, RunOptions options)
    {
        try
        {
            if (again != null) return FinalCode.Run(again);
            return options.IsDouble ? Measure<double>(work, options) : Measure<float>(work, options);
        }
        catch (Exception failure) when (failure is ContendersDisagreeException or InvalidOperationException or IOException or Win32Exception)
        {
            Console.Error.WriteLine(failure.Message);
            return Failure;
        }
    }

    private static int Measure<T>(string work, RunOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Dispatch.Problem != null)
        {
            Console.Error.WriteLine(Dispatch.Problem);
            return BadUsage;
        }

        NativeEnvironment.SetThreads(options.Threads);
        using WorkerPool? pool = options.Threads > 1 ? new WorkerPool(options.Threads) : null;
        MachineCeilings ceilings = MachineCeilings.Measure<T>(pool);
        (IReadOnlyList<Peer> peers, IReadOnlyList<ReportRow> rows) = work switch
        {
            "gemm" => ProductSuite.Run<T>(options, pool, ShowProgress),
            Activations => FunctionSuite.Run<T>(options, ShowProgress),
            _ => TrainingSuite.Run<T>(options, pool, ShowProgress),
        };
        if (rows.Count == 0)
        {
            Console.Error.WriteLine($"no case of {work} has '{options.Only}' in its name");
            return BadUsage;
        }

        var report = new Report(work, options, MachineDescription.Current(), peers, ceilings, rows);
        if (options.IsJson)
        {
            using Stream output = Console.OpenStandardOutput();
            JsonReport.Write(report, output);
        }
        else
        {
            MarkdownReport.Write(report, Console.Out);
        }

        return 0;
    }

    private static void ShowProgress(string name)
    {
        if (!Console.IsErrorRedirected) Console.Error.WriteLine($"measuring {name}");
    }
}
