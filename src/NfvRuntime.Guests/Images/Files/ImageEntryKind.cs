namespace NfvRuntime.Guests.Images;

/// <summary>What an entry of an image is.</summary>
internal enum ImageEntryKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link; its content is where it leads.</summary>
    Link,
}
