namespace NfvRuntime.Guests.Images;

/// <summary>The kernel modules that guests use, by what they are for. The start-up script loads a set where its device is there.</summary>
internal static class GuestModules
{
    public static IReadOnlyDictionary<string, string[]> Sets { get; } = new Dictionary<string, string[]>
    {
        ["base"] = ["virtio_pci", "virtio_console", "evdev", "button"],
        ["interrupts"] = ["vfio_iommu_type1", "vfio_pci"],
        ["memory"] = ["nfit", "nd_pmem", "dax_pmem", "device_dax"],
        ["network"] = ["virtio_net", "af_packet", "tun"],
    };

    public static IEnumerable<string> All => Sets.Values.SelectMany(static set => set);
}
