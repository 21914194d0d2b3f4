package org.rolegate.management;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import javax.management.DescriptorKey;

/** The description of an MBean, an attribute or an operation for JMX clients. Public, or JMX refuses the bean. */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Description {
    /** Returns one sentence. */
    @DescriptorKey("description")
    String value();
}
