"""The server for editors (Language Server Protocol): violations while somebody writes, the rules' pages, and fixes."""
