;; What a component is told, as imports.
(component
    (import "wasi:cli/environment@0.2.3" (instance $environment
        (export "get-environment" (func (result (list (tuple string string)))))
        (export "get-arguments" (func (result (list string))))
        (export "initial-cwd" (func (result (option string))))))
    (type $store (instance
        (type $error (variant (case "upstream" string) (case "io" string)))
        (export "error" (type $e (eq $error)))
        (export "get" (func (param "key" string) (result (result (option string) (error $e)))))
        (export "get-all" (func (result (result (list (tuple string string)) (error $e)))))))
    (import "wasi:config/store@0.2.0-rc.1" (instance $config (type $store))))
