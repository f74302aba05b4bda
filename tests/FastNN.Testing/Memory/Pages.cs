using System.Runtime.InteropServices;

namespace FastNN.Testing;

/// <summary>Reserves pages of address space and allows access to them, on Linux.</summary>
internal static unsafe class Pages
{
    private const int ReadWrite = 3;
    private const int NoAccess = 0;
    private const int PrivateAnonymous = 0x22;

    /// <summary>Reserves pages that may not be touched.</summary>
    public static byte* Reserve(nuint bytes)
    {
        byte* address = Map(null, bytes, NoAccess, PrivateAnonymous, -1, 0);
        return address != (byte*)-1 ? address : throw new OutOfMemoryException($"mmap of {bytes} bytes failed.");
    }

    /// <summary>Allows reading and writing.</summary>
    public static void Allow(byte* address, nuint bytes)
    {
        if (Protect(address, bytes, ReadWrite) != 0) throw new InvalidOperationException($"mprotect of {bytes} bytes failed.");
    }

    public static void Release(byte* address, nuint bytes) => _ = Unmap(address, bytes);

    [DllImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static extern byte* Map(void* address, nuint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static extern int Protect(void* address, nuint length, int protection);

    [DllImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static extern int Unmap(void* address, nuint length);
}
