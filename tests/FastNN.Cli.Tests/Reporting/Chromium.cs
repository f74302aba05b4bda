using System.Diagnostics;
using Xunit.Abstractions;

namespace FastNN.Cli.Tests.Reporting;

/// <summary>Headless Chromium, which tests of pages need and users do not.</summary>
internal sealed class Chromium
{
    private static readonly Lazy<string?> s_program = new(() => Find() ?? Install());

    private readonly string _program;

    private Chromium(string program)
    {
        _program = program;
    }

    /// <summary>Finds the browser; where there is none, tries once to install Debian's.</summary>
    /// <param name="output">Where to say why a test skips.</param>
    /// <returns>The browser, or null: the test then has to return.</returns>
    public static Chromium? FindOrInstall(ITestOutputHelper output)
    {
        if (s_program.Value is { } program) return new Chromium(program);
        output.WriteLine("Skipped: there is no chromium on the path, and it could not be installed by apt-get.");
        return null;
    }

    /// <summary>Opens a page, lets its scripts run, and takes its picture.</summary>
    /// <returns>The document that the scripts leave.</returns>
    public string Open(string page, string picture, int width, int height, bool isDark)
    {
        // A setting of the engine, whose enumeration begins with dark.
        string scheme = $"--blink-settings=preferredColorScheme={(isDark ? 0 : 1)}";
        return Run(page, $"--window-size={width},{height}", "--dump-dom", $"--screenshot={picture}", scheme);
    }

    private string Run(string page, params string[] arguments)
    {
        string profile = Directory.CreateTempSubdirectory("fastnn-chromium-").FullName;
        try
        {
            string[] all =
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--hide-scrollbars", $"--user-data-dir={profile}", .. arguments, new Uri(page).AbsoluteUri,
            ];
            return Execute(_program, all, TimeSpan.FromMinutes(2)) ?? throw new InvalidOperationException($"{_program} failed on {page}");
        }
        finally
        {
            Delete(profile);
        }
    }

    // The browser's helpers may still be writing while they end.
    private static void Delete(string folder)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (IOException) when (attempt < 20)
            {
                Thread.Sleep(100);
            }
        }
    }

    private static string? Find()
    {
        IEnumerable<string> folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/bin");
        return folders.Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, "chromium")).FirstOrDefault(File.Exists);
    }

    private static string? Install()
    {
        if (!File.Exists("/etc/debian_version") || Environment.UserName != "root") return null;
        try
        {
            string[] install = ["install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"];
            return Execute("apt-get", install, TimeSpan.FromMinutes(5)) is null ? null : Find();
        }
        catch (Exception fault) when (fault is System.ComponentModel.Win32Exception or TimeoutException)
        {
            // Then there is no browser, and the tests say that they skip.
            return null;
        }
    }

    private static string? Execute(string program, string[] arguments, TimeSpan limit)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();

        // Read, so that the pipe does not fill; the browser complains about much that does not matter.
        _ = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end within {limit}");
        }

        string text = output.Result;
        return process.ExitCode == 0 ? text : null;
    }
}
