using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;
using FastNN.Simd;

namespace FastNN.Cli.Commands;

/// <summary>What the tool runs on, and what it was built for.</summary>
internal static class Machine
{
    /// <summary>The name under which the publishing script embeds the instruction sets that it asked the compiler for.</summary>
    private const string BaselineKey = "FastNN.Baseline";

    /// <summary>Gets whether this build was compiled ahead of time.</summary>
    public static bool IsAheadOfTime => !RuntimeFeature.IsDynamicCodeSupported;

    /// <summary>Gets the instruction sets that an ahead-of-time build may use, as its publisher named them; null for other builds.</summary>
    public static string? Baseline => IsAheadOfTime ? AppContext.GetData(BaselineKey) as string ?? "the compiler's default" : null;

    /// <summary>Gets the name of the CPU.</summary>
    public static string CpuName
    {
        get
        {
            string name = X86Base.IsSupported ? BrandString() : "";
            return name.Length > 0 ? name : RuntimeInformation.ProcessArchitecture.ToString();
        }
    }

    /// <summary>
    /// Gets the widest instruction set that the CPU itself has, whatever this build contains. Intrinsics cannot say: in a build
    /// without an instruction set they deny it. So the CPU is asked.
    /// </summary>
    public static InstructionSet CpuWidest
    {
        get
        {
            if (!X86Base.IsSupported) return Dispatch.Widest;
            (_, _, int features, _) = X86Base.CpuId(1, 0);
            (_, int extended, _, _) = X86Base.CpuId(7, 0);

            // Bits as in Intel's manual, volume 2, CPUID: OSXSAVE says that the system saves wide registers at all.
            bool savesWide = Has(features, 27), fma = Has(features, 12), avx2 = Has(extended, 5);
            bool avx512 = Has(extended, 16) && Has(extended, 17) && Has(extended, 30) && Has(extended, 31);
            if (savesWide && avx2 && fma && avx512) return InstructionSet.V512;
            return savesWide && avx2 && fma ? InstructionSet.V256 : InstructionSet.V128;
        }
    }

    private static bool Has(int register, int bit) => ((register >> bit) & 1) != 0;

    private static string BrandString()
    {
        // Three leaves of sixteen characters, after the one that says which leaves there are; as numbers they are negative.
        const int Extended = unchecked((int)0x80000000), First = Extended + 2, Last = Extended + 4;
        if (X86Base.CpuId(Extended, 0).Eax < Last) return "";
        Span<int> registers = stackalloc int[12];
        for (int i = 0; i < 3; i++)
        {
            (registers[4 * i], registers[(4 * i) + 1], registers[(4 * i) + 2], registers[(4 * i) + 3]) = X86Base.CpuId(First + i, 0);
        }

        return Encoding.ASCII.GetString(MemoryMarshal.AsBytes(registers)).TrimEnd('\0').Trim();
    }
}
