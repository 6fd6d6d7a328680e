namespace NfvRuntime.Guests.Images;

/// <summary>Where a guest's kernel comes from.</summary>
public abstract class KernelSource
{
    /// <summary>What is shown of it: a path, or a package and its version.</summary>
    public abstract string Description { get; }

    /// <summary>What it is made of: equal for equal kernels.</summary>
    internal abstract string Digest { get; }

    /// <summary>A kernel of one's own.</summary>
    /// <param name="image">The kernel's path.</param>
    /// <param name="modules">The folder of its modules, if what a guest needs is not built in.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static KernelSource Given(string image, string? modules) => new KernelOnDisk(image, modules);

    /// <summary>The distribution's: the newest one that is installed, or else its package, which is downloaded without being installed.</summary>
    /// <param name="cache">Where packages are kept.</param>
    /// <exception cref="IOException">There is none of either.</exception>
    public static KernelSource OfDistribution(string cache) => KernelOnDisk.FindInstalled() ?? (KernelSource)KernelPackage.Find(cache);

    /// <summary>Gives the files as long as they are used.</summary>
    internal abstract void Use(Action<KernelFiles> use);
}
