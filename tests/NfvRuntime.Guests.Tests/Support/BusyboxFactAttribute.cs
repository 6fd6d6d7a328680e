namespace NfvRuntime.Guests.Tests.Support;

/// <summary>A fact that is skipped, with the reason, where there is no busybox.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BusyboxFactAttribute : FactAttribute
{
    public BusyboxFactAttribute() => Skip = File.Exists("/bin/busybox") ? null : "busybox-static is not installed (.ci/run installs it)";
}
