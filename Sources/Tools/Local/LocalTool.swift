/// An executable in the folder of local tools, with what its description says.
package struct LocalTool: Sendable, Hashable {
    /// The tool as it is offered.
    package var definition: ToolDefinition
    /// The executable, with links followed.
    package var executable: String
    /// How long it may run.
    package var timeout: Duration?
}
