using System.Diagnostics;
using System.Globalization;
using System.Text;
using FastNN.Peers.Libraries;

namespace FastNN.Peers.Training;

/// <summary>PyTorch in a process of its own, which sleeps until it is asked.</summary>
internal sealed class TorchProcess : IDisposable
{
    private const string Script = "torch_steps.py";

    // The second is where systems install the Python that their own packages, PyTorch among them, belong to.
    private static readonly string[] s_interpreters = ["python3", "/usr/bin/python3"];

    private readonly Process? _process;
    private readonly StringBuilder _complaints = new();

    /// <summary>Starts the first Python that has PyTorch.</summary>
    /// <param name="threads">The threads that it may use.</param>
    /// <param name="isDouble">Whether to compute in double.</param>
    public TorchProcess(int threads, bool isDouble)
    {
        foreach (string interpreter in s_interpreters)
        {
            _process = Start(interpreter, threads, isDouble);
            string? version = _process?.StandardOutput.ReadLine();
            if (version != null)
            {
                Description = new Peer("PyTorch", version, null);
                return;
            }

            _process?.WaitForExit();
            _process?.Dispose();
            _process = null;
        }

        Description = new Peer("PyTorch", null, $"none of {string.Join(", ", s_interpreters)} could import torch");
    }

    /// <summary>Gets its version, or why it is missing.</summary>
    public Peer Description { get; }

    /// <summary>Gets whether it runs.</summary>
    public bool IsPresent => _process != null;

    /// <summary>Asks for something and waits for the answer.</summary>
    /// <param name="request">The request, as torch_steps.py describes it.</param>
    /// <returns>The numbers of the answer.</returns>
    /// <exception cref="InvalidOperationException">The process ended.</exception>
    public double[] Ask(string request)
    {
        Process process = _process ?? throw new InvalidOperationException(Description.Missing);
        process.StandardInput.WriteLine(request);
        process.StandardInput.Flush();
        string answer = process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException($"PyTorch ended at the request '{request}': {Complaints()}");
        return [.. answer.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_process == null) return;

        // The script ends at the end of its input.
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Complaints()
    {
        lock (_complaints) return _complaints.ToString().Trim();
    }

    private Process? Start(string interpreter, int threads, bool isDouble)
    {
        var start = new ProcessStartInfo(interpreter)
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, Script), $"{threads}", isDouble ? "f64" : "f32" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            Process process = Process.Start(start)!;

            // Read at once: a full pipe would stop the process.
            process.ErrorDataReceived += (_, line) =>
            {
                lock (_complaints) _complaints.AppendLine(line.Data);
            };
            process.BeginErrorReadLine();
            return process;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No such interpreter: the next may be there.
            return null;
        }
    }
}
