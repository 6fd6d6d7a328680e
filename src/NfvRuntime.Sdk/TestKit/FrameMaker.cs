namespace NfvRuntime.Sdk.TestKit;

/// <summary>Writes one frame. Called on the stage's island.</summary>
/// <param name="buffer">Where to; what was there before is garbage.</param>
/// <returns>The frame's length in bytes, at most that of the buffer.</returns>
public delegate int FrameMaker(Span<byte> buffer);
