extension CloudComputeClient {
    /// The version of this package, of the library as of the program; packages and releases are named after it.
    public static let version = "0.2.0"
}
