namespace NfvRuntime.Netmap;

/// <summary>What kind of memory a region is made of.</summary>
public enum RegionBacking
{
    /// <summary>Memory of this process only.</summary>
    Anonymous,

    /// <summary>A nameless file in memory, shared by handing over its descriptor, sealed against being resized.</summary>
    SealedMemory,

    /// <summary>A file with a name, mode 0600, its blocks reserved: it outlives its process and can be found again.</summary>
    NamedFile,
}
