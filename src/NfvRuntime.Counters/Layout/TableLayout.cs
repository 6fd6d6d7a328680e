namespace NfvRuntime.Counters.Layout;

/// <summary>Where each area of a table lies; it follows from the number of blocks, so no offset is read from shared memory.</summary>
internal sealed record TableLayout(int Blocks)
{
    /// <summary>Two cache lines: the prefetcher of x64 fetches lines in pairs.</summary>
    public const int BlockAlignment = 128;

    public const int MaximumBlocks = 1 << 16;

    public const long DirectoryOffset = TableHeader.Bytes;

    // Areas are generous because untouched pages cost nothing: on average 128 cells and 4 KiB of names a block.
    private const int CellBytesPerBlock = 1024;
    private const int TextBytesPerBlock = 4096;

    public long CellsOffset => AlignToPage(DirectoryOffset + ((long)Blocks * BlockEntry.Bytes));
    public long CellsBytes => (long)Blocks * CellBytesPerBlock;
    public long TextOffset => CellsOffset + CellsBytes;
    public long TextBytes => (long)Blocks * TextBytesPerBlock;
    public long TotalBytes => AlignToPage(TextOffset + TextBytes);

    private static long AlignToPage(long value) => (value + 4095) & ~4095L;
}
