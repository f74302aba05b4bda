using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using FastNN.Cli.Reporting;
using FastNN.Simd;

namespace FastNN.Cli.Commands;

/// <summary><c>fastnn doctor</c>: says what the tool runs on, and checks that it computes rightly there.</summary>
internal static class DoctorCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<bool> json = Grammar.Json();
        var speed = new Option<bool>("--speed")
        {
            Description = "Also measure products, functions and training steps on one thread, which takes some ten seconds.",
        };
        var command = new Command(
            "doctor",
            "Shows CPU, instruction sets, build and threads, and checks kernels and gradients against references. Equal bits at the ends of the lines "
                + "mean equal results of two builds.")
        {
            json,
            speed,
        };
        command.SetAction(parsed => Run(parsed.GetValue(json), parsed.GetValue(speed)));
        return command;
    }

    /// <summary>Runs all checks.</summary>
    internal static List<CheckResult> Check() =>
    [
        .. KernelChecks<float>.Run(), .. KernelChecks<double>.Run(), .. GradientChecks.Run(), .. TrainingChecks<float>.Run(),
        .. TrainingChecks<double>.Run(),
    ];

    private static string? Warning => Machine.CpuWidest > Dispatch.Widest
        ? $"this CPU has {Dispatch.Name(Machine.CpuWidest)}, this build stops at {Dispatch.Name(Dispatch.Widest)}"
            + (Machine.IsAheadOfTime ? "; publish it for a newer baseline" : "")
        : null;

    private static int Run(bool asJson, bool measuresSpeed)
    {
        if (!asJson) PrintMachine();
        List<CheckResult> checks = Check();
        bool passed = checks.TrueForAll(check => check.Passed);
        List<SpeedResult> speeds = measuresSpeed ? SpeedChecks.Run() : [];
        if (asJson) JsonOutput.Print(json => Write(json, checks, passed, speeds));
        else Print(checks, speeds);
        if (!passed) Console.Error.WriteLine($"fastnn: {checks.Count(check => !check.Passed)} of {checks.Count} checks failed");
        return passed ? ExitCode.Success : ExitCode.Failure;
    }

    private static void PrintMachine()
    {
        TextWriter output = Console.Out;
        output.WriteLine($"cpu          {Machine.CpuName}");
        output.WriteLine(
            $"instructions {Dispatch.Name(Dispatch.Selected)} in use, {Dispatch.Name(Dispatch.Widest)} possible, CPU has {Dispatch.Name(Machine.CpuWidest)}");
        output.WriteLine(Machine.IsAheadOfTime ? $"build        ahead of time, baseline {Machine.Baseline}" : "build        just in time");
        output.WriteLine($"runtime      {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}");
        output.WriteLine($"processors   {Environment.ProcessorCount}, all used by default");
        if (Warning is { } warning) output.WriteLine($"warning      {warning}");
    }

    private static void Print(List<CheckResult> checks, List<SpeedResult> speeds)
    {
        foreach (CheckResult check in checks)
        {
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{(check.Passed ? "ok  " : "FAIL")} {check.Name,-26} error {check.Error,6:0.000} of allowed   bits {check.Bits:x16}"));
        }

        foreach (SpeedResult speed in speeds)
        {
            string line = string.Create(CultureInfo.InvariantCulture, $"time {speed.Name,-38} {speed.Microseconds,10:0.00} us");
            if (speed.Operations > 0) line += string.Create(CultureInfo.InvariantCulture, $"   {speed.Gflops:0.0} GFLOP/s");
            Console.Out.WriteLine(line);
        }
    }

    private static void Write(Utf8JsonWriter json, List<CheckResult> checks, bool passed, List<SpeedResult> speeds)
    {
        json.WriteString("cpu", Machine.CpuName);
        json.WriteString("isa", Dispatch.Name(Dispatch.Selected));
        json.WriteString("isaPossible", Dispatch.Name(Dispatch.Widest));
        json.WriteString("isaOfCpu", Dispatch.Name(Machine.CpuWidest));
        json.WriteBoolean("aheadOfTime", Machine.IsAheadOfTime);
        json.WriteString("baseline", Machine.Baseline);
        json.WriteString("runtime", RuntimeInformation.FrameworkDescription);
        json.WriteString("system", RuntimeInformation.OSDescription);
        json.WriteNumber("processors", Environment.ProcessorCount);
        json.WriteString("warning", Warning);
        json.WriteStartArray("checks");
        foreach (CheckResult check in checks)
        {
            json.WriteStartObject();
            json.WriteString("name", check.Name);
            json.WriteBoolean("passed", check.Passed);
            JsonOutput.WriteNumber(json, "error", check.Error);
            json.WriteString("bits", check.Bits.ToString("x16", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("passed", passed);
        if (speeds.Count == 0) return;
        json.WriteStartArray("speeds");
        foreach (SpeedResult speed in speeds)
        {
            json.WriteStartObject();
            json.WriteString("name", speed.Name);
            JsonOutput.WriteNumber(json, "microseconds", speed.Microseconds);
            if (speed.Operations > 0) JsonOutput.WriteNumber(json, "gflops", speed.Gflops);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
