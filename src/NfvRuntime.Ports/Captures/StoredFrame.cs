namespace NfvRuntime.Ports;

/// <summary>A frame of a loaded capture.</summary>
/// <param name="Offset">Where its bytes begin in the store.</param>
/// <param name="Due">Stopwatch ticks after the first frame at which it is due at recorded pace; never less than its predecessor's.</param>
/// <param name="Length">Captured bytes, at least 1.</param>
internal readonly record struct StoredFrame(long Offset, long Due, int Length);
