namespace NfvRuntime.SystemTests.Machines;

/// <summary>A fact that starts QEMU; skipped with the reason where it, or what images are made with, is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MachineFactAttribute : FactAttribute
{
    private static readonly string[] Programs = ["qemu-system-x86_64", "setpriv", "busybox", "apt-get", "dpkg-deb"];

    public MachineFactAttribute() =>
        Skip = Programs.FirstOrDefault(static program => !Shell.Has(program)) is { } missing ? $"{missing} is not installed (.ci/run installs it)" : null;
}
