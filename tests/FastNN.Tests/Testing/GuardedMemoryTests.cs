using System.Runtime.InteropServices;
using FastNN.Testing;
using Xunit;
using Xunit.Abstractions;

namespace FastNN.Tests.Testing;

public sealed unsafe class GuardedMemoryTests(ITestOutputHelper output)
{
    private const int BadAddress = 14;

    // The kernel of the system refuses to read or write a page that this process may not touch, with EFAULT instead of a signal:
    // a proof of the fault that the process survives.
    [Fact]
    public void GuardPages_Fault()
    {
        if (!OperatingSystem.IsLinux())
        {
            output.WriteLine("Skipped: guard pages are made on Linux only.");
            return;
        }

        using var memory = new GuardedMemory<float>(10);
        memory.Take(10);
        int* ends = stackalloc int[2];
        Assert.Equal(0, Pipe(ends));
        try
        {
            Assert.Equal(4, Write(ends[1], (byte*)memory.Pointer + 36, 4));
            Assert.Equal(-1, Write(ends[1], memory.GuardBehind, 1));
            Assert.Equal(BadAddress, Marshal.GetLastPInvokeError());
            Assert.Equal(-1, Write(ends[1], memory.GuardBefore, 1));
            Assert.Equal(BadAddress, Marshal.GetLastPInvokeError());
            Assert.Equal(-1, Read(ends[0], memory.GuardBehind, 1));
            Assert.Equal(BadAddress, Marshal.GetLastPInvokeError());
        }
        finally
        {
            _ = Close(ends[0]);
            _ = Close(ends[1]);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Block_TouchesItsGuard(bool atEnd)
    {
        using var memory = new GuardedMemory<float>(10);
        memory.Take(7, atEnd);
        Assert.True(atEnd ? memory.Pointer + 7 == memory.GuardBehind : (byte*)memory.Pointer - 1 == memory.GuardBefore);
    }

    [Fact]
    public void WriteOutsideBlock_IsFound()
    {
        using var memory = new GuardedMemory<float>(10);
        memory.Take(7);
        memory.AssertUntouchedOutside();
        memory.Pointer[-1] = 1;
        Assert.ThrowsAny<Exception>(memory.AssertUntouchedOutside);
        memory.Take(7, atEnd: false);
        memory.Pointer[7] = 1;
        Assert.ThrowsAny<Exception>(memory.AssertUntouchedOutside);
    }

    [DllImport("libc", EntryPoint = "pipe", SetLastError = true)]
    private static extern int Pipe(int* ends);

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    private static extern nint Write(int file, byte* source, nuint count);

    [DllImport("libc", EntryPoint = "read", SetLastError = true)]
    private static extern nint Read(int file, byte* destination, nuint count);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int file);
}
