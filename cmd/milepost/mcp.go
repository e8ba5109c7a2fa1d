package main

import (
	"os"

	"github.com/spf13/cobra"

	"milepost/generator"
)

func (a *app) mcpCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "mcp", Short: a.text("mcp.short"), Long: a.text("mcp.long"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			thrift()
			b, err := a.open(generator.Options{Plain: true})
			if err != nil {
				return err
			}
			defer b.Close()
			return b.Assist(a.ctx, os.Stdin, a.out)
		},
	}
	cmd.Flags().StringVar(&a.today, "today", "", a.text("flag.today"))
	return cmd
}
