namespace FastNN.Kernels;

/// <summary>The numbers that tile shapes are made of.</summary>
internal static class Constant
{
    internal readonly struct Zero : IConstant
    {
        public static int Value => 0;
    }

    internal readonly struct One : IConstant
    {
        public static int Value => 1;
    }

    internal readonly struct Two : IConstant
    {
        public static int Value => 2;
    }

    internal readonly struct Three : IConstant
    {
        public static int Value => 3;
    }

    internal readonly struct Four : IConstant
    {
        public static int Value => 4;
    }

    internal readonly struct Five : IConstant
    {
        public static int Value => 5;
    }

    internal readonly struct Six : IConstant
    {
        public static int Value => 6;
    }

    internal readonly struct Seven : IConstant
    {
        public static int Value => 7;
    }

    internal readonly struct Eight : IConstant
    {
        public static int Value => 8;
    }

    internal readonly struct Nine : IConstant
    {
        public static int Value => 9;
    }

    internal readonly struct Ten : IConstant
    {
        public static int Value => 10;
    }

    internal readonly struct Eleven : IConstant
    {
        public static int Value => 11;
    }

    internal readonly struct Twelve : IConstant
    {
        public static int Value => 12;
    }

    internal readonly struct Sixteen : IConstant
    {
        public static int Value => 16;
    }

    internal readonly struct Twenty : IConstant
    {
        public static int Value => 20;
    }

    internal readonly struct TwentyFour : IConstant
    {
        public static int Value => 24;
    }
}
