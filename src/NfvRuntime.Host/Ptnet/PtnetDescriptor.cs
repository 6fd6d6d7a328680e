using Microsoft.Win32.SafeHandles;

namespace NfvRuntime.Host;

/// <summary>A descriptor that the guest needs, to be passed beside the configuration record.</summary>
/// <param name="Role">What it is for.</param>
/// <param name="Ring">The ring it serves, tx rings first; null if it serves the whole port.</param>
/// <param name="Handle">The descriptor.</param>
public readonly record struct PtnetDescriptor(PtnetDescriptorRole Role, int? Ring, SafeFileHandle Handle);
